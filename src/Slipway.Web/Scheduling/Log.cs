using Microsoft.Extensions.Logging;

namespace Slipway.Web.Scheduling;

internal static partial class Log
{
    [LoggerMessage(EventId = 30, Level = LogLevel.Error, Message = "Job {Job} could not be looked at; it stays due")]
    public static partial void LookFailed(ILogger logger, string job, Exception exception);
}
