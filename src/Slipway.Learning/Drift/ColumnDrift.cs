using Slipway.Learning.Tables;

namespace Slipway.Learning.Drift;

/// <summary>What a comparison found of one column. Every number is finite.</summary>
/// <param name="Name">The name of the column.</param>
/// <param name="Type">What its values mean; in the reference, where that has it.</param>
/// <param name="Test">The name of the test; null where none applies, and why is among the findings or in the type.</param>
/// <param name="Direction">How the score compares with the threshold where there is drift.</param>
/// <param name="Score">The p-value or distance; null where there is no test.</param>
/// <param name="Threshold">The threshold; null where there is no test.</param>
/// <param name="HasDrifted">Whether the score, or the adjusted score, is beyond the threshold.</param>
public sealed record ColumnDrift(
    string Name, ColumnType Type, string? Test, DriftWhen? Direction, double? Score, double? Threshold, bool HasDrifted)
{
    /// <summary>The p-value corrected for the number of columns, where that was asked for.</summary>
    public double? AdjustedScore { get; init; }

    /// <summary>
    /// How far beyond the threshold, comparable across tests: 1 at the threshold, more is more drift. Distance over threshold, or the ratio
    /// of
    /// the logarithms of p-value and threshold.
    /// </summary>
    public double Severity { get; init; }

    /// <summary>How far shares of values may be off because a profile keeps a sketch of many values; 0 where it is exact.</summary>
    public double RankErrorShare { get; init; }

    /// <summary>The column in the reference; null where it is new.</summary>
    public ColumnSummary? Reference { get; init; }

    /// <summary>The column in the current data; null where it is gone.</summary>
    public ColumnSummary? Current { get; init; }

    /// <summary>Both distributions on common bins; null where they cannot be compared.</summary>
    public HistogramOverlay? Histogram { get; init; }

    /// <summary>What is wrong or unusual with the current values.</summary>
    public IReadOnlyList<DataFinding> Findings { get; set; } = [];
}
