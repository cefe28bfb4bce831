namespace Slipway.Learning.Performance;

/// <summary>How a <see cref="PerformanceReference"/> is fitted.</summary>
public sealed class PerformanceReferenceOptions
{
    /// <summary>Decides which rows are held out to judge the calibration, and the trees of loss models.</summary>
    public int Seed { get; init; }

    /// <summary>The chunks that alert thresholds come from, at least 2; fewer where they would be too small.</summary>
    public int Chunks { get; init; } = 10;

    /// <summary>
    /// Whether chunks are consecutive rows, for rows in the order of time; else every row goes to the next chunk in turn.
    /// </summary>
    public bool HasConsecutiveChunks { get; init; }
}
