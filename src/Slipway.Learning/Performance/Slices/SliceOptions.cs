namespace Slipway.Learning.Performance.Slices;

/// <summary>How rows are grouped.</summary>
public sealed class SliceOptions
{
    /// <summary>Groups with fewer rows are left out, at least 1.</summary>
    public int MinRows { get; init; } = 30;

    /// <summary>The groups of a number, by its quantiles, at least 2; fewer where quantiles are equal.</summary>
    public int Bins { get; init; } = 4;

    /// <summary>The most groups to report.</summary>
    public int MaxSlices { get; init; } = 20;
}
