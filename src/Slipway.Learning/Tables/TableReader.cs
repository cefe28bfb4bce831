using Slipway.Learning.Results;

namespace Slipway.Learning.Tables;

/// <summary>
/// Reads a whole CSV into a <see cref="Table"/>, in one pass over the stream. Cells are trimmed of spaces and tabs. Rows that are
/// malformed, or have a value that is not of the type of its column, are left out and listed.
/// </summary>
/// <remarks>
/// Where no type is declared, all values of the column decide, in this order; missing values do not count. At least 95 % are finite
/// numbers: Number. All are boolean words (<c>true</c>, <c>no</c>, <c>f</c>, ...): Boolean; a column of 0 and 1 alone stays Number. At
/// least 95 % are timestamps: Timestamp. More than <see cref="TableReaderOptions.MaxCategories"/> distinct words, and either more than
/// half of the values distinct or more than 64 bytes long on average: Text; so is a column without any value. Else: Category. The few
/// values that do not fit a Number or Timestamp column are bad values of their rows.
/// </remarks>
public static class TableReader
{
    private const int RowsBetweenChecks = 1024;
    private const int MinSampleSize = 256;
    private const int MaxSampleSize = 8192;
    private const int MaxSampledCells = 4 * 1024 * 1024;

    /// <summary>Reads a table; the stream stays the caller's.</summary>
    /// <param name="stream">UTF-8 text, plain or gzip; need not seek.</param>
    /// <param name="options">Types, missing values, limits.</param>
    /// <param name="cancellationToken">Ends the work early with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The table and the problems of rows; or the problems of the header or the file, with codes <c>csv.*</c>.</returns>
    public static Result<TableReadResult> Read(Stream stream, TableReaderOptions options, CancellationToken cancellationToken)
    {
        var opened = CsvReader.Open(stream, options.Csv);
        if (!opened.TryGetValue(out var reader))
            return Result<TableReadResult>.Failure(opened.Problems);

        using (reader)
        {
            var gathering = new Gathering(reader, options);
            while (gathering.CanContinue && reader.Read())
            {
                gathering.AddRecord(cancellationToken);
            }

            return gathering.Finish();
        }
    }

    /// <inheritdoc cref="Read"/>
    public static async Task<Result<TableReadResult>> ReadAsync(
        Stream stream, TableReaderOptions options, CancellationToken cancellationToken)
    {
        var opened = await CsvReader.OpenAsync(stream, options.Csv, cancellationToken).ConfigureAwait(false);
        if (!opened.TryGetValue(out var reader))
            return Result<TableReadResult>.Failure(opened.Problems);

        using (reader)
        {
            var gathering = new Gathering(reader, options);
            while (gathering.CanContinue && await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                gathering.AddRecord(cancellationToken);
            }

            return gathering.Finish();
        }
    }

    /// <summary>A table in the making.</summary>
    private sealed class Gathering
    {
        private readonly CsvReader _reader;
        private readonly TableReaderOptions _options;
        private readonly RowProblemLog _log;
        private readonly RowBuffer<long> _lineNumbers = new();
        private readonly List<Problem> _problems = [];
        private readonly ColumnBuilder[] _builders;
        private readonly int[] _fieldIndexes;

        public Gathering(CsvReader reader, TableReaderOptions options)
        {
            (_reader, _options, _log) = (reader, options, new RowProblemLog(options.MaxProblems));
            foreach (string name in options.Types.Keys.Except(reader.Header).Order(StringComparer.Ordinal))
            {
                _problems.Add(CsvProblems.MissingColumn(options.Csv, name));
            }

            var skipped = options.Skip.ToHashSet(StringComparer.Ordinal);
            _fieldIndexes = [.. Enumerable.Range(0, reader.Header.Count).Where(index => !skipped.Contains(reader.Header[index]))];
            int sampleSize = Math.Clamp(MaxSampledCells / reader.Header.Count, MinSampleSize, MaxSampleSize);
            _builders = Array.ConvertAll(_fieldIndexes, index => Builder(reader.Header[index], sampleSize));
        }

        public bool CanContinue => _problems.Count == 0;

        public void AddRecord(CancellationToken cancellationToken)
        {
            if (_lineNumbers.Count % RowsBetweenChecks == 0)
                cancellationToken.ThrowIfCancellationRequested();

            if (_reader.Problem is { } problem)
            {
                _log.AddMalformed(problem);
                return;
            }

            if (_lineNumbers.Count == Array.MaxLength)
            {
                _problems.Add(CsvProblems.TooManyRows(_options.Csv, Array.MaxLength));
                return;
            }

            _lineNumbers.Add(_reader.LineNumber);
            var missing = _options.Missing;
            for (int i = 0; i < _builders.Length; i++)
            {
                var cell = ValueParser.Trim(_reader[_fieldIndexes[i]]);
                _builders[i].Add(cell, missing.IsMissing(cell));
            }
        }

        public Result<TableReadResult> Finish()
        {
            if (_reader.Failure is { } failure)
                _problems.Add(failure);

            if (_problems.Count > 0)
                return Result<TableReadResult>.Failure(_problems);

            long[] lineNumbers = _lineNumbers.ToArray();
            var table = new Table(Array.ConvertAll(_builders, builder => builder.Build(lineNumbers, _log)));
            if (_log.KeptRows(lineNumbers.Length) is { } kept)
                table = table.Take(kept);

            var inferred = table.Columns.Where(column => !_options.Types.ContainsKey(column.Name)).ToDictionary(
                column => column.Name, column => column.Type, StringComparer.Ordinal);
            return new TableReadResult(table, _log.First(), _log.ProblemCount, _log.RejectedRowCount, _reader.Separator, inferred);
        }

        private ColumnBuilder Builder(string name, int sampleSize)
        {
            if (!_options.Types.TryGetValue(name, out var type))
                return new InferredColumnBuilder(name, _options.MaxCategories, sampleSize);

            return type switch
            {
                ColumnType.Number or ColumnType.Boolean => new NumberColumnBuilder(name, type),
                ColumnType.Timestamp => new TimestampColumnBuilder(name),
                _ => new WordColumnBuilder(name, type),
            };
        }
    }
}
