using Slipway.Learning.Tables;

namespace Slipway.Learning.Profiles;

/// <summary>
/// Builds a <see cref="DatasetProfile"/> in one pass, chunk by chunk. The first chunk or profile fixes names, types and order of the
/// columns.
/// The same rows in the same chunks give the same bytes; other chunks may change the last digits of correlations, and nothing else. Memory
/// grows with the logarithm of the rows. Not safe for several threads at once.
/// </summary>
public sealed class DatasetProfileBuilder
{
    private ColumnProfileBuilder[]? _columns;
    private CorrelationBuilder _correlations = new([]);
    private long _rowCount;

    /// <summary>Adds rows.</summary>
    /// <exception cref="ArgumentException">The columns differ from those of the first chunk in number, order, name or type.</exception>
    public void Add(Table chunk)
    {
        var columns = Fix([.. chunk.Columns.Select(column => (column.Name, column.Type))]);
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i].Add(chunk.Columns[i]);
        }

        _correlations.Add(chunk);
        _rowCount += chunk.RowCount;
    }

    /// <summary>Adds the rows that another profile describes.</summary>
    /// <exception cref="ArgumentException">The columns differ from those of the first chunk in number, order, name or type.</exception>
    public void Add(DatasetProfile profile)
    {
        var columns = Fix([.. profile.Columns.Select(column => (column.Name, column.Type))]);
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i].Add(profile.Columns[i]);
        }

        _correlations.Add(profile.Correlations);
        _rowCount += profile.RowCount;
    }

    /// <summary>The profile of what was added so far; more may be added after.</summary>
    /// <exception cref="InvalidOperationException">Nothing was added.</exception>
    public DatasetProfile Build() => _columns is { } columns
        ? new DatasetProfile(_rowCount, [.. columns.Select(column => column.Build())], _correlations.Build())
        : throw new InvalidOperationException("A profile needs at least one chunk, which may have no rows.");

    private ColumnProfileBuilder[] Fix((string Name, ColumnType Type)[] columns)
    {
        if (_columns is null)
        {
            _columns = [.. columns.Select(column => new ColumnProfileBuilder(column.Name, column.Type))];
            _correlations = new CorrelationBuilder(
                [.. columns.Where(column => column.Type == ColumnType.Number).Take(CorrelationMatrix.MaxColumns).Select(column => column.Name)]);
        }
        else if (!columns.SequenceEqual(_columns.Select(column => (column.Name, column.Type))))
        {
            throw new ArgumentException("Every chunk of a profile has the same columns, by name and type, in the same order.", nameof(columns));
        }

        return _columns;
    }
}
