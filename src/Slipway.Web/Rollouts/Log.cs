using Microsoft.Extensions.Logging;

namespace Slipway.Web.Rollouts;

internal static partial class Log
{
    [LoggerMessage(EventId = 40, Level = LogLevel.Error, Message = "The rollouts could not be looked at; they are again at the next tick")]
    public static partial void LookFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 41, Level = LogLevel.Error, Message = "A shadow version could not be asked; the others are")]
    public static partial void ShadowFailed(ILogger logger, Exception exception);
}
