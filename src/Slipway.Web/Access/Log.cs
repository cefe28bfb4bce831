using Microsoft.Extensions.Logging;

namespace Slipway.Web.Access;

internal static partial class Log
{
    [LoggerMessage(EventId = 40, Level = LogLevel.Error, Message = "The keys could not be read; those read last stay in force")]
    public static partial void RefreshFailed(ILogger logger, Exception exception);
}
