using Microsoft.Extensions.Hosting;

namespace Slipway.Web.Limits;

/// <summary>
/// The way down: from the moment that the process is told to end, <c>/health/ready</c> answers 503 and clients are asked to close their
/// connections, while requests are still taken for <see cref="ServerLimits.DrainDelay"/>. Then the web server stops, then the log.
/// </summary>
internal sealed class Drain(SlipwayWebOptions options, TimeProvider time) : IHostedLifecycleService
{
    private volatile bool _isDraining;

    public bool IsDraining => _isDraining;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _isDraining = true;
        if (options.Limits.DrainDelay > TimeSpan.Zero)
        {
            await Task.Delay(options.Limits.DrainDelay, time, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
