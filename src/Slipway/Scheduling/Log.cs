using Microsoft.Extensions.Logging;

namespace Slipway.Scheduling;

internal static partial class Log
{
    [LoggerMessage(EventId = 110, Level = LogLevel.Information, Message = "Job {Job} is done, for {Due:u}, in {Duration}")]
    public static partial void Done(ILogger logger, string job, DateTimeOffset due, TimeSpan duration);

    [LoggerMessage(EventId = 111, Level = LogLevel.Error, Message = "Job {Job} failed, for {Due:u}; it runs again at the next point of its schedule")]
    public static partial void Failed(ILogger logger, string job, DateTimeOffset due, Exception exception);

    [LoggerMessage(EventId = 112, Level = LogLevel.Warning, Message = "Job {Job} was taken over by another process while it ran")]
    public static partial void TakenOver(ILogger logger, string job);
}
