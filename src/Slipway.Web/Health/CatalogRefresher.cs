using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Serving;

namespace Slipway.Web.Health;

/// <summary>Keeps the catalog up to date for as long as the host runs.</summary>
internal sealed class CatalogRefresher(ModelCatalog catalog, SlipwayWebOptions options, TimeProvider time, ILogger<CatalogRefresher> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.PollInterval, time);
        do
        {
            try
            {
                foreach (var change in await catalog.RefreshAsync(stoppingToken))
                {
                    Report(change);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The store may be back at the next tick; until then what is loaded goes on serving.
                Log.RefreshFailed(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Report(CatalogChange change)
    {
        if (change.Faults.Count > 0)
        {
            Log.NotServed(logger, change.Model.Value, change.To, change.From, string.Join("; ", change.Faults));
        }
        else
        {
            Log.Served(logger, change.Model.Value, Number(change.From), Number(change.To));
            if (change.UnknownRedactions.Count > 0)
            {
                Log.UnknownRedactions(logger, change.Model.Value, change.To, string.Join(", ", change.UnknownRedactions));
            }
        }
    }

    private static string Number(int? version) => version?.ToString(CultureInfo.InvariantCulture) ?? "none";
}
