using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Scheduling;

namespace Slipway.Web.Scheduling;

/// <summary>Runs the jobs of the product for as long as the host runs: what timer triggers do in the Functions app.</summary>
internal sealed class JobHost(JobRunner runner, ProductJobs jobs, SlipwayWebOptions options, TimeProvider time, ILogger<JobHost> logger)
    : BackgroundService
{
    // A job that takes long must not hold up the others.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        options.RunJobs ? Task.WhenAll(jobs.All.Select(job => RunAsync(job, stoppingToken))) : Task.CompletedTask;

    private async Task RunAsync(ScheduledJob job, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.JobPollInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await runner.RunIfDueAsync(job, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The store may be back at the next look; the job is due until then.
                Log.LookFailed(logger, job.Name, e);
            }
        }
    }
}
