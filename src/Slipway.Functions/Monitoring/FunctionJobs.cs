using Slipway.Scheduling;

namespace Slipway.Functions.Monitoring;

/// <summary>Runs jobs when a timer says so; each of them on one instance at a time, whoever else has the same store.</summary>
internal sealed class FunctionJobs(JobRunner runner)
{
    /// <summary>Runs jobs one after the other, also when one fails.</summary>
    /// <exception cref="InvalidOperationException">Some failed; their log says why.</exception>
    public async Task RunAsync(IEnumerable<ScheduledJob> jobs, CancellationToken cancellationToken)
    {
        var failed = new List<string>();
        foreach (var job in jobs)
        {
            if (await runner.RunNowAsync(job, cancellationToken) == JobOutcome.Failed)
            {
                failed.Add(job.Name);
            }
        }

        if (failed.Count > 0)
        {
            throw new InvalidOperationException($"{string.Join(", ", failed)} failed; the log says why. The timer's next run tries again.");
        }
    }
}
