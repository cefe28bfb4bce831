namespace Slipway.PredictionLog;

/// <summary>What a log holds.</summary>
public enum LogKind
{
    /// <summary>Served predictions.</summary>
    Predictions,

    /// <summary>Actual outcomes.</summary>
    Feedback,
}
