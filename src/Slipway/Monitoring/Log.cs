using Microsoft.Extensions.Logging;

namespace Slipway.Monitoring;

internal static partial class Log
{
    [LoggerMessage(
        EventId = 120,
        Level = LogLevel.Warning,
        Message = "Monitoring was away for so long that {Count} windows of model {Model} before {From} are never looked at")]
    public static partial void Skipped(ILogger logger, string model, long count, DateTimeOffset from);
}
