using Microsoft.Extensions.Hosting;
using Slipway.Registry;

namespace Slipway.Functions.Hosting;

/// <summary>Adds to the audit log what a crash kept out of it, as the standalone server does when it starts.</summary>
internal sealed class RegistryCompletion(ModelRegistry registry) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => registry.CompleteAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
