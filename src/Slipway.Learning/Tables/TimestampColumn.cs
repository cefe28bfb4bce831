namespace Slipway.Learning.Tables;

/// <summary>A column of points in time, as UTC ticks (100 ns since 0001-01-01); <see cref="Missing"/> where there is none.</summary>
public sealed class TimestampColumn(string name, long[] ticks) : Column(name, ColumnType.Timestamp)
{
    /// <summary>The value that stands for a missing timestamp.</summary>
    public const long Missing = long.MinValue;

    /// <summary>UTC ticks, one a row.</summary>
    public ReadOnlySpan<long> Ticks => ticks;

    /// <inheritdoc/>
    public override int RowCount => ticks.Length;

    /// <inheritdoc/>
    public override bool IsMissing(int rowIndex) => ticks[rowIndex] == Missing;

    /// <inheritdoc/>
    public override TimestampColumn Take(ReadOnlySpan<int> rowIndexes)
    {
        var taken = new long[rowIndexes.Length];
        for (int i = 0; i < taken.Length; i++)
        {
            taken[i] = ticks[rowIndexes[i]];
        }

        return new TimestampColumn(Name, taken);
    }
}
