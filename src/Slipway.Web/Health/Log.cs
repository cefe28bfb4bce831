using Microsoft.Extensions.Logging;

namespace Slipway.Web.Health;

internal static partial class Log
{
    [LoggerMessage(EventId = 10, Level = LogLevel.Information, Message = "Model {Model} serves version {To} (before: {From})")]
    public static partial void Served(ILogger logger, string model, string from, string to);

    [LoggerMessage(EventId = 11, Level = LogLevel.Error, Message = "Model {Model} cannot serve version {To} and stays at {From}: {Faults}")]
    public static partial void NotServed(ILogger logger, string model, int? to, int? from, string faults);

    [LoggerMessage(
        EventId = 13,
        Level = LogLevel.Warning,
        Message = "Model {Model} version {Version} logs none of its inputs, as serve.log.redact names what it does not know: {Names}. Correct the names, and train again")]
    public static partial void UnknownRedactions(ILogger logger, string model, int? version, string names);

    [LoggerMessage(EventId = 12, Level = LogLevel.Error, Message = "The registry could not be read; what is loaded goes on serving")]
    public static partial void RefreshFailed(ILogger logger, Exception exception);
}
