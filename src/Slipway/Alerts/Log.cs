using Microsoft.Extensions.Logging;

namespace Slipway.Alerts;

internal static partial class Log
{
    [LoggerMessage(EventId = 100, Message = "Alert {Notice}: {Title} ({Kind}, {Severity}, model {Model}, {Fingerprint}, seen {Count} times): {Detail}")]
    public static partial void Told(
        ILogger logger,
        LogLevel level,
        AlertNotice notice,
        string title,
        AlertKind kind,
        AlertSeverity severity,
        string model,
        string fingerprint,
        long count,
        string detail);

    [LoggerMessage(EventId = 101, Level = LogLevel.Warning, Message = "The webhook of model {Model} was not told of alert {Fingerprint}: {Reason}")]
    public static partial void WebhookFailed(ILogger logger, string model, string fingerprint, string reason);
}
