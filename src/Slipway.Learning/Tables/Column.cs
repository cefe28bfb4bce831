namespace Slipway.Learning.Tables;

/// <summary>A named column of a <see cref="Table"/>: one value a row, some of them missing. Immutable once built; safe to read from several threads.</summary>
public abstract class Column(string name, ColumnType type)
{
    /// <summary>The name from the header.</summary>
    public string Name { get; } = name;

    /// <summary>What the values mean.</summary>
    public ColumnType Type { get; } = type;

    /// <summary>The number of rows.</summary>
    public abstract int RowCount { get; }

    /// <summary>Whether the value of a row is missing.</summary>
    /// <param name="rowIndex">The row, 0-based.</param>
    public abstract bool IsMissing(int rowIndex);

    /// <summary>A column of the given rows, in their order.</summary>
    /// <param name="rowIndexes">Rows, 0-based; a row may stand several times.</param>
    public abstract Column Take(ReadOnlySpan<int> rowIndexes);
}
