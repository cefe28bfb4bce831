using Microsoft.Extensions.Logging;
using Slipway.Scoring;

namespace Slipway.Web.Inbox;

internal static partial class Log
{
    [LoggerMessage(EventId = 30, Level = LogLevel.Information, Message = "{Source}: {Status}")]
    public static partial void FileHandled(ILogger logger, string source, ScoreStatus status);

    [LoggerMessage(EventId = 31, Level = LogLevel.Error, Message = "{Source} could not be handled and stays in the inbox")]
    public static partial void FileFailed(ILogger logger, Exception exception, string source);

    [LoggerMessage(EventId = 32, Level = LogLevel.Error, Message = "The inbox could not be worked on; it is tried again")]
    public static partial void InboxFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 33, Level = LogLevel.Debug, Message = "A range of a large file was worked on")]
    public static partial void RangeScored(ILogger logger);
}
