using System.Text;
using Microsoft.Azure.Functions.Worker;
using Slipway.Functions.Hosting;
using Slipway.Monitoring.Reports;
using Slipway.Scheduling;
using Slipway.Scoring;
using Slipway.Web.Scheduling;

namespace Slipway.Functions.Monitoring;

/// <summary>The functions that watch over models.</summary>
internal sealed class MonitorFunctions(FunctionJobs jobs, ProductJobs product, InboxWatcher inbox, DriftReportQueue reports)
{
    // Its schedule is the timer's.
    private readonly ScheduledJob _sweep = new("score-inbox", JobSchedule.Every(TimeSpan.FromMinutes(5)), token => inbox.ScanAsync(token));

    /// <summary>
    /// Looks at windows of logged predictions, moves rollouts on, and takes up files whose event was lost or came when they could not be
    /// handled.
    /// </summary>
    [Function(nameof(Monitor))]
    public Task Monitor(
        [TimerTrigger("%" + FunctionSettings.MonitorSchedule + "%")] TimerInfo timer, CancellationToken cancellationToken) =>
        jobs.RunAsync([product.Monitor, product.Rollout, product.Ingest, _sweep], cancellationToken);

    /// <summary>Writes the drift report of a file that was scored.</summary>
    [Function(nameof(ReportDrift))]
    public Task ReportDrift(
        [QueueTrigger("%" + FunctionSettings.ReportQueueSetting + "%", Connection = FunctionSettings.Connection)] string message,
        CancellationToken cancellationToken) => reports.HandleAsync(Encoding.UTF8.GetBytes(message), cancellationToken);
}
