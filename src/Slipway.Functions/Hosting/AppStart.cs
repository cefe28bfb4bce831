using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slipway.Functions.Serving;
using Slipway.Registry;

namespace Slipway.Functions.Hosting;

/// <summary>
/// What comes before the first request, as with the standalone server: the pipeline is composed, so that nothing goes uncounted, and the
/// audit log gets what a crash kept out of it.
/// </summary>
internal sealed class AppStart(ModelRegistry registry, IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = services.GetRequiredService<FunctionRequests>();
        return registry.CompleteAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
