using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Access;

namespace Slipway.Web.Access;

/// <summary>Keeps the keys up to date for as long as the host runs. The host does not start before they are read once.</summary>
internal sealed class AccessKeyRefresher(
    AccessKeyRing keys, SlipwayWebOptions options, TimeProvider time, ILogger<AccessKeyRefresher> logger) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await keys.RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.PollInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await keys.RefreshAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Until the store is back the keys are those that were read last.
                Log.RefreshFailed(logger, e);
            }
        }
    }
}
