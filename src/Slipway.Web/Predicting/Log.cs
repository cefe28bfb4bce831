using Microsoft.Extensions.Logging;

namespace Slipway.Web.Predicting;

internal static partial class Log
{
    [LoggerMessage(
        EventId = 20, Level = LogLevel.Error,
        Message = "{Count} records of predictions or feedback were dropped: the store is too slow or fails")]
    public static partial void RecordsDropped(ILogger logger, long count);

    [LoggerMessage(
        EventId = 21, Level = LogLevel.Warning,
        Message = "Records of predictions or feedback could not be stored yet ({ExceptionType}); they are tried again")]
    public static partial void AppendFailed(ILogger logger, string exceptionType);
}
