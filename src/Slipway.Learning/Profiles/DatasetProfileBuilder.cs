using Slipway.Learning.Tables;

namespace Slipway.Learning.Profiles;

/// <summary>
/// Builds a <see cref="DatasetProfile"/> in one pass, chunk by chunk. The first chunk or profile fixes names, types and order of the
/// columns.
/// The same rows in the same chunks give the same bytes; other chunks may change the last digits of correlations, and nothing else. Memory
/// grows with the logarithm of the rows. Not safe for several threads at once.
/// </summary>
/// <param name="findsDuplicates">Whether repeated rows are counted, and columns told that are equal.</param>
public sealed class DatasetProfileBuilder(bool findsDuplicates = true)
{
    private readonly RowSketchBuilder? _rows = findsDuplicates ? new() : null;
    private readonly RowHashes _hashes = new();
    private ColumnProfileBuilder[]? _columns;
    private CorrelationBuilder _correlations = new([]);
    private long _rowCount;
    private bool _hasAllRows = true;

    /// <summary>Adds rows.</summary>
    /// <exception cref="ArgumentException">The columns differ from those of the first chunk in number, order, name or type.</exception>
    public void Add(Table chunk)
    {
        AddColumns(chunk);
        _rows?.Add(_hashes.Values);
    }

    /// <summary>Adds rows that are a sample of those among which repeats are counted.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="rowHashes">One hash for each of all rows, from <see cref="RowHashes"/>.</param>
    /// <exception cref="ArgumentException">The columns differ from those of the first chunk in number, order, name or type.</exception>
    public void Add(Table sample, ReadOnlySpan<ulong> rowHashes)
    {
        AddColumns(sample);
        _rows?.Add(rowHashes);
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
        _hasAllRows &= profile.Rows is not null;
        if (profile.Rows is { } rows)
        {
            _rows?.Add(rows);
        }
    }

    /// <summary>The profile of what was added so far; more may be added after.</summary>
    /// <exception cref="InvalidOperationException">Nothing was added.</exception>
    public DatasetProfile Build() => _columns is { } columns
        ? new DatasetProfile(
            _rowCount, [.. columns.Select(column => column.Build())], _correlations.Build(), _hasAllRows ? _rows?.Build() : null)
        : throw new InvalidOperationException("A profile needs at least one chunk, which may have no rows.");

    private void AddColumns(Table chunk)
    {
        var columns = Fix([.. chunk.Columns.Select(column => (column.Name, column.Type))]);
        _hashes.Start(_rows is null ? 0 : chunk.RowCount);
        if (_rows is not null)
        {
            foreach (var column in chunk.Columns)
            {
                _hashes.Add(column);
            }

            _hashes.Finish();
        }

        for (int i = 0; i < columns.Length; i++)
        {
            columns[i].Add(chunk.Columns[i], _hashes.Values);
        }

        _correlations.Add(chunk);
        _rowCount += chunk.RowCount;
    }

    private ColumnProfileBuilder[] Fix((string Name, ColumnType Type)[] columns)
    {
        if (_columns is null)
        {
            _columns = [.. columns.Select(column => new ColumnProfileBuilder(column.Name, column.Type, hasFingerprint: _rows is not null))];
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
