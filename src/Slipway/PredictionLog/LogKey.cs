using Slipway.Registry;

namespace Slipway.PredictionLog;

/// <summary>One hour of one log of a model.</summary>
/// <param name="Model">The model.</param>
/// <param name="Kind">What the log holds.</param>
/// <param name="Hour">The start of the hour, UTC.</param>
internal readonly record struct LogKey(ModelName Model, LogKind Kind, DateTime Hour)
{
    public static LogKey At(ModelName model, LogKind kind, DateTimeOffset time) => new(model, kind, LogPaths.HourOf(time));
}
