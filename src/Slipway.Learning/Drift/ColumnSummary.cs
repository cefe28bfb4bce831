using Slipway.Learning.Profiles;

namespace Slipway.Learning.Drift;

/// <summary>The main figures of a column, for a report. What does not apply to the type of the column, or is not finite, is null.</summary>
/// <param name="RowCount">All rows.</param>
/// <param name="MissingShare">The share of rows without a value, 0 to 1.</param>
/// <param name="DistinctCount">The number of distinct values.</param>
public sealed record ColumnSummary(long RowCount, double MissingShare, long DistinctCount)
{
    /// <summary>The mean of the numbers.</summary>
    public double? Mean { get; init; }

    /// <summary>Their population standard deviation.</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>The least number.</summary>
    public double? Min { get; init; }

    /// <summary>The median.</summary>
    public double? Median { get; init; }

    /// <summary>The greatest number.</summary>
    public double? Max { get; init; }

    /// <summary>The most frequent word.</summary>
    public string? MostFrequent { get; init; }

    /// <summary>The first point in time.</summary>
    public DateTime? First { get; init; }

    /// <summary>The last point in time.</summary>
    public DateTime? Last { get; init; }

    internal static ColumnSummary Of(ColumnProfile column)
    {
        var summary = new ColumnSummary(column.RowCount, column.MissingShare, column.DistinctCount.Value)
        {
            MostFrequent = column.Categories is { Words: [var word, ..] } ? word : null,
            First = column.Timestamps is { } first ? new DateTime(first.MinTicks, DateTimeKind.Utc) : null,
            Last = column.Timestamps is { } last ? new DateTime(last.MaxTicks, DateTimeKind.Utc) : null,
        };
        return column is { Moments: { Count: > 0 } moments, Quantiles: { } quantiles }
            ? summary with
            {
                Mean = Finite(moments.Mean),
                StandardDeviation = Finite(moments.StandardDeviation),
                Min = moments.Min,
                Median = Finite(quantiles.Points.Quantile(0.5)),
                Max = moments.Max,
            }
            : summary;
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
