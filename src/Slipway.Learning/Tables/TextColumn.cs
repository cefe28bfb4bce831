namespace Slipway.Learning.Tables;

/// <summary>A column of free text; <see langword="null"/> where the value is missing.</summary>
public sealed class TextColumn(string name, string?[] values) : Column(name, ColumnType.Text)
{
    /// <summary>The texts, one a row.</summary>
    public ReadOnlySpan<string?> Values => values;

    /// <inheritdoc/>
    public override int RowCount => values.Length;

    /// <inheritdoc/>
    public override bool IsMissing(int rowIndex) => values[rowIndex] is null;

    /// <inheritdoc/>
    public override TextColumn Take(ReadOnlySpan<int> rowIndexes)
    {
        var taken = new string?[rowIndexes.Length];
        for (int i = 0; i < taken.Length; i++)
        {
            taken[i] = values[rowIndexes[i]];
        }

        return new TextColumn(Name, taken);
    }
}
