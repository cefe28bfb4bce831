using Microsoft.Extensions.Logging;
using Slipway.Projects;

namespace Slipway.Alerts;

/// <summary>Writes alerts to the log, as warnings or errors by their severity.</summary>
public sealed class LogChannel(ILogger<LogChannel> logger) : IAlertChannel
{
    /// <inheritdoc/>
    public string Name => "log";

    /// <inheritdoc/>
    public Task<bool> SendAsync(Alert alert, AlertNotice notice, AlertsSpec recipients, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var level = notice == AlertNotice.Resolved ? LogLevel.Information : alert.Severity switch
        {
            AlertSeverity.Info => LogLevel.Information,
            AlertSeverity.Warning => LogLevel.Warning,
            _ => LogLevel.Error,
        };
        Log.Told(
            logger, level, notice, alert.Title, alert.Kind, alert.Severity, alert.Model.Value, alert.Fingerprint, alert.Count, alert.Detail);
        return Task.FromResult(true);
    }
}
