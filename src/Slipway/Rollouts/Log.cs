using Microsoft.Extensions.Logging;

namespace Slipway.Rollouts;

internal static partial class Log
{
    [LoggerMessage(EventId = 60, Level = LogLevel.Warning, Message = "Model {Model}: rollout {Rollout} is rolled back. {Why}")]
    public static partial void RolledBack(ILogger logger, string model, string rollout, string why);

    [LoggerMessage(EventId = 61, Level = LogLevel.Warning, Message = "What was seen of rollout {Rollout} could not be stored; it is tried again")]
    public static partial void NotPublished(ILogger logger, string rollout, Exception exception);
}
