using Slipway.Learning.Tables;

namespace Slipway.Learning.Profiles;

/// <summary>What is kept of a column when its rows are gone. Immutable; safe to read from several threads.</summary>
public sealed class ColumnProfile
{
    internal ColumnProfile(string name, ColumnType type, long rowCount, long missingCount, DistinctState distinct) =>
        (Name, Type, RowCount, MissingCount, Distinct) = (name, type, rowCount, missingCount, distinct);

    /// <summary>The name of the column.</summary>
    public string Name { get; }

    /// <summary>What its values mean.</summary>
    public ColumnType Type { get; }

    /// <summary>All rows, missing ones included.</summary>
    public long RowCount { get; }

    /// <summary>Rows without a value.</summary>
    public long MissingCount { get; }

    /// <summary>Rows with a value.</summary>
    public long ValueCount => RowCount - MissingCount;

    /// <summary>The share of rows without a value, 0 to 1; 0 where there are no rows.</summary>
    public double MissingShare => RowCount == 0 ? 0 : (double)MissingCount / RowCount;

    /// <summary>The number of distinct values: exact up to 1024 and beyond where the values are listed, else estimated.</summary>
    public DistinctCount DistinctCount
    {
        get
        {
            if (Quantiles is { IsExact: true } quantiles)
            {
                return new(quantiles.Points.DistinctCount, true);
            }

            return Categories is { OtherCount: 0 } categories ? new(categories.Words.Count, true) : Distinct.Count;
        }
    }

    /// <summary>Mean, spread and range; numbers only.</summary>
    public Moments? Moments { get; internal init; }

    /// <summary>The distribution; numbers only.</summary>
    public QuantileSketch? Quantiles { get; internal init; }

    /// <summary>How often each word occurs; categories and booleans only.</summary>
    public CategoryCounts? Categories { get; internal init; }

    /// <summary>The first and last point in time; timestamps only, and not where all are missing.</summary>
    public TimestampRange? Timestamps { get; internal init; }

    /// <summary>Equal for columns that have the same value in every row; null in profiles of earlier builds.</summary>
    internal ulong? Fingerprint { get; init; }

    internal ColumnProfile WithFingerprint(ulong fingerprint) => new(Name, Type, RowCount, MissingCount, Distinct)
    {
        Moments = Moments,
        Quantiles = Quantiles,
        Categories = Categories,
        Timestamps = Timestamps,
        Fingerprint = fingerprint,
    };

    /// <summary>What goes on counting distinct values; of nothing where the listed values tell.</summary>
    internal DistinctState Distinct { get; }
}
