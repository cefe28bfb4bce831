using Microsoft.Extensions.Hosting;
using Slipway.PredictionLog;

namespace Slipway.Web.Predicting;

/// <summary>
/// Stores what is left of the logs when the host stops. The web server stops before this does, so every request is in it.
/// </summary>
internal sealed class LogFlusher(LogWriter writer) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await writer.FlushAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The store does not answer. Disposal tries a last time, and counts and reports what is lost.
        }
    }
}
