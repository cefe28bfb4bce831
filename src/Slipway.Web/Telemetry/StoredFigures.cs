using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Monitoring;
using Slipway.Serving;
using Slipway.Telemetry;

namespace Slipway.Web.Telemetry;

/// <summary>
/// Records what the store says of each model, so that every process shows the same figures, and a new one shows them at once: the version
/// that serves, its test metrics, and the last window that was monitored.
/// </summary>
internal sealed class StoredFigures(
    ModelCatalog catalog, MonitorModel monitoring, SlipwayMetrics metrics, TimeProvider time, ILogger<StoredFigures> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RecordAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // What was read before goes on being shown; the store may be back at the next look.
                Log.FiguresUnread(logger, e);
            }

            await Task.Delay(catalog.IsReady ? Interval : FirstLook, time, stoppingToken);
        }
    }

    private async Task RecordAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in catalog.Entries)
        {
            if (entry.Champion is { } champion)
            {
                metrics.RecordChampion(champion.Manifest);
            }

            if (await monitoring.FindStateAsync(entry.Model, cancellationToken) is { Windows: [.., var last] })
            {
                metrics.RecordWindow(entry.Model, last);
            }
        }
    }
}
