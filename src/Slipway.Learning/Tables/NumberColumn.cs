namespace Slipway.Learning.Tables;

/// <summary>A column of numbers, or of booleans as 1 and 0. NaN is the missing value; every other value is finite.</summary>
public sealed class NumberColumn(string name, double[] values, ColumnType type = ColumnType.Number) : Column(name, type)
{
    /// <summary>The values, one a row.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <inheritdoc/>
    public override int RowCount => values.Length;

    /// <inheritdoc/>
    public override bool IsMissing(int rowIndex) => double.IsNaN(values[rowIndex]);

    /// <inheritdoc/>
    public override NumberColumn Take(ReadOnlySpan<int> rowIndexes)
    {
        var taken = new double[rowIndexes.Length];
        for (int i = 0; i < taken.Length; i++)
        {
            taken[i] = values[rowIndexes[i]];
        }

        return new NumberColumn(Name, taken, Type);
    }
}
