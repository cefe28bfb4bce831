using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Rollouts;

namespace Slipway.Web.Rollouts;

/// <summary>Watches over rollouts and asks shadow versions, for as long as the host runs. Every process does, whatever else it does.</summary>
internal sealed class RolloutService(WatchRollouts watch, ShadowQueue shadows, SlipwayWebOptions options, TimeProvider time, ILogger<RolloutService> logger)
    : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(WatchAsync(stoppingToken), AskShadowsAsync(stoppingToken));

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.PollInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await watch.LookAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // What broke a rail gets no requests in this process already; the store is told at the next tick.
                Log.LookFailed(logger, e);
            }
        }
    }

    private async Task AskShadowsAsync(CancellationToken stoppingToken)
    {
        // Scoring must not run where the host waits for its services to start.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await shadows.RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The request that it was about is answered; the next may fare better.
                Log.ShadowFailed(logger, e);
            }
        }
    }
}
