namespace Slipway.Learning.Tables;

/// <summary>A column of words, each stored once: a row holds the index of its word, or -1 where the value is missing.</summary>
public sealed class CategoryColumn(string name, int[] codes, IReadOnlyList<string> categories) : Column(name, ColumnType.Category)
{
    /// <summary>The index into <see cref="Categories"/> of each row; -1 is missing.</summary>
    public ReadOnlySpan<int> Codes => codes;

    /// <summary>The distinct words, in the order of their first appearance. After <see cref="Take"/> some may have no row.</summary>
    public IReadOnlyList<string> Categories { get; } = categories;

    /// <inheritdoc/>
    public override int RowCount => codes.Length;

    /// <inheritdoc/>
    public override bool IsMissing(int rowIndex) => codes[rowIndex] < 0;

    /// <inheritdoc/>
    public override CategoryColumn Take(ReadOnlySpan<int> rowIndexes)
    {
        var taken = new int[rowIndexes.Length];
        for (int i = 0; i < taken.Length; i++)
        {
            taken[i] = codes[rowIndexes[i]];
        }

        return new CategoryColumn(Name, taken, Categories);
    }
}
