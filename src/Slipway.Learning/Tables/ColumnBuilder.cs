namespace Slipway.Learning.Tables;

/// <summary>Gathers the cells of one column.</summary>
internal abstract class ColumnBuilder(string name)
{
    public string Name { get; } = name;

    /// <summary>Adds the cell of the next row.</summary>
    /// <param name="cell">The trimmed text; empty and <paramref name="isMissing"/> differ where empty is a value.</param>
    /// <param name="isMissing">Whether it stands for a missing value.</param>
    public abstract void Add(ReadOnlySpan<byte> cell, bool isMissing);

    /// <summary>Makes the column, and reports the rows whose cell does not fit its type.</summary>
    /// <param name="lineNumbers">The line of each row.</param>
    /// <param name="log">Where to report.</param>
    public abstract Column Build(ReadOnlySpan<long> lineNumbers, RowProblemLog log);
}
