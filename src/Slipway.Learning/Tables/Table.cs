using System.Diagnostics.CodeAnalysis;

namespace Slipway.Learning.Tables;

/// <summary>Columns of equal length, each with a name of its own. Immutable; safe to read from several threads.</summary>
public sealed class Table
{
    private readonly Dictionary<string, int> _indexes;

    /// <summary>Makes a table of the given columns.</summary>
    /// <exception cref="ArgumentException">The columns differ in length, or two have one name.</exception>
    public Table(IReadOnlyList<Column> columns)
    {
        Columns = columns;
        RowCount = columns.Count == 0 ? 0 : columns[0].RowCount;
        _indexes = new Dictionary<string, int>(columns.Count, StringComparer.Ordinal);
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns[i].RowCount != RowCount)
            {
                throw new ArgumentException(
                    $"Column '{columns[i].Name}' has {columns[i].RowCount} rows, the first column has {RowCount}.", nameof(columns));
            }

            if (!_indexes.TryAdd(columns[i].Name, i))
            {
                throw new ArgumentException($"Two columns are named '{columns[i].Name}'.", nameof(columns));
            }
        }
    }

    /// <summary>The columns, in the order of the header.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The column of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Column this[string name] =>
        TryGetColumn(name, out var column) ? column : throw new KeyNotFoundException($"The table has no column '{name}'.");

    /// <summary>Gives the column of that name, if there is one.</summary>
    public bool TryGetColumn(string name, [NotNullWhen(true)] out Column? column)
    {
        column = _indexes.TryGetValue(name, out int index) ? Columns[index] : null;
        return column is not null;
    }

    /// <summary>A table of the given rows, in their order.</summary>
    /// <param name="rowIndexes">Rows, 0-based; a row may stand several times.</param>
    public Table Take(ReadOnlySpan<int> rowIndexes)
    {
        var taken = new Column[Columns.Count];
        for (int i = 0; i < taken.Length; i++)
        {
            taken[i] = Columns[i].Take(rowIndexes);
        }

        return new Table(taken);
    }
}
