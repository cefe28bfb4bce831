namespace Slipway.Learning.Drift;

/// <summary>How a score compares with its threshold where a column has drifted.</summary>
public enum DriftWhen
{
    /// <summary>A p-value, the threshold included.</summary>
    ScoreAtMost,

    /// <summary>A p-value, the threshold not included.</summary>
    ScoreBelow,

    /// <summary>A distance, the threshold included.</summary>
    ScoreAtLeast,
}
