using Microsoft.Extensions.Logging;

namespace Slipway.Web.Problems;

internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "A request failed with {ExceptionType}\n{StackTrace}")]
    public static partial void Unexpected(ILogger logger, string exceptionType, string stackTrace);
}
