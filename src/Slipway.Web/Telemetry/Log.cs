using Microsoft.Extensions.Logging;

namespace Slipway.Web.Telemetry;

internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The figures of the models could not be read from the store")]
    public static partial void FiguresUnread(ILogger logger, Exception exception);
}
