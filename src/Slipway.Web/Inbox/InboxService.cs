using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Scoring;

namespace Slipway.Web.Inbox;

/// <summary>Scores what is dropped into the inbox for as long as the host runs, and takes its share of the ranges of large files.</summary>
internal sealed class InboxService(
    InboxWatcher watcher, ScoreRangeWorker worker, InboxOptions options, TimeProvider time, ILogger<InboxService> logger) : BackgroundService
{
    // One file that many processes look at should not fill the log.
    private readonly Dictionary<string, InboxEvent> _lastEvents = [];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Task.Run(() => RepeatAsync(ScanAsync, stoppingToken), stoppingToken),
        Task.Run(() => RepeatAsync(WorkAsync, stoppingToken), stoppingToken));

    private async Task RepeatAsync(Func<CancellationToken, Task> step, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.PollInterval, time);
        do
        {
            try
            {
                await step(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Also what was cancelled by others than the host, such as a call that took too long: it must not end the watching. The store may be back at the next tick; what was begun is found again then.
                Log.InboxFailed(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ScanAsync(CancellationToken stoppingToken)
    {
        foreach (var change in await watcher.ScanAsync(stoppingToken))
        {
            Report(change);
        }
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        while (await worker.RunOnceAsync(stoppingToken))
        {
            Log.RangeScored(logger);
        }
    }

    private void Report(InboxEvent change)
    {
        string source = change.Source.ToString();
        bool isNews = !_lastEvents.TryGetValue(source, out var last) || last.Status != change.Status;
        if (change.Status is ScoreStatus.Scored or ScoreStatus.Rejected or ScoreStatus.Gone)
        {
            _lastEvents.Remove(source);
        }
        else
        {
            _lastEvents[source] = change;
        }

        if (change.Error is { } error && isNews)
        {
            Log.FileFailed(logger, error, source);
        }
        else if (change.Status is { } status && isNews)
        {
            Log.FileHandled(logger, source, status);
        }
    }
}
