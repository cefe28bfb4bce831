using System.Text;
using System.Text.Json;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Registry;

namespace Slipway.Feedback;

/// <summary>
/// Imports outcomes from a file: a CSV with the columns <c>id</c>, <c>actual</c> and perhaps <c>time</c> (others are ignored), or a JSON
/// object a line with those keys. Good rows are stored and bad ones listed; importing a mended file again does no harm.
/// </summary>
public sealed class FeedbackFileImport(RecordFeedback recordFeedback)
{
    /// <summary>The most bad rows that are listed; the rest is only counted.</summary>
    public const int MaxListedProblems = 100;

    private const int ChunkRows = 5000;

    /// <summary>Imports a file.</summary>
    /// <param name="model">The model.</param>
    /// <param name="schema">Its schema.</param>
    /// <param name="content">The file.</param>
    /// <param name="fileName">The path that problems name; one that ends with <c>.jsonl</c> is read as lines of JSON.</param>
    /// <param name="cancellationToken">Ends the import; what is stored stays.</param>
    /// <returns>What was imported; or why nothing can be read, or <c>log.unavailable</c>.</returns>
    public async Task<Result<FeedbackImport>> ImportAsync(
        ModelName model, ModelSchema schema, Stream content, string fileName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        var run = new Run(recordFeedback, model, new FeedbackRules(schema), fileName);
        var failure = fileName.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)
            ? await run.ReadLinesAsync(content, cancellationToken).ConfigureAwait(false)
            : await run.ReadCsvAsync(content, cancellationToken).ConfigureAwait(false);
        failure ??= await run.StoreAsync(cancellationToken).ConfigureAwait(false);
        return failure is null ? new FeedbackImport(run.Imported, run.BadRows, run.Problems) : Result<FeedbackImport>.Failure(failure);
    }

    private sealed class Run(RecordFeedback recordFeedback, ModelName model, FeedbackRules rules, string fileName)
    {
        private readonly List<FeedbackRecord> _chunk = [];

        public long Imported { get; private set; }

        public long BadRows { get; private set; }

        public List<Problem> Problems { get; } = [];

        public async Task<IReadOnlyList<Problem>?> ReadCsvAsync(Stream content, CancellationToken cancellationToken)
        {
            var options = new CsvOptions { FileName = fileName };
            var opened = await CsvReader.OpenAsync(content, options, cancellationToken).ConfigureAwait(false);
            if (!opened.TryGetValue(out var reader))
            {
                return opened.Problems;
            }

            using var _ = reader;
            var header = reader.Header.ToList();
            (int id, int actual, int time) = (header.IndexOf("id"), header.IndexOf("actual"), header.IndexOf("time"));
            var missing = new[] { ("id", id), ("actual", actual) }.Where(c => c.Item2 < 0).Select(c => new Problem(
                "feedback.columnMissing", $"The header has no column '{c.Item1}'. Give the file the columns id and actual.")
            {
                Location = new FileLocation(fileName, 1),
            }).ToList();
            if (missing.Count > 0)
            {
                return missing;
            }

            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (reader.Problem is { } problem)
                {
                    Refuse(reader.LineNumber, [new Problem(problem.Code, problem.Reason)]);
                    continue;
                }

                Add(reader.LineNumber, Text(reader[id]), Text(reader[actual]), time < 0 ? null : Text(reader[time]));
                if (_chunk.Count == ChunkRows && await StoreAsync(cancellationToken).ConfigureAwait(false) is { } failure)
                {
                    return failure;
                }
            }

            return reader.Failure is { } broken ? [broken] : null;
        }

        public async Task<IReadOnlyList<Problem>?> ReadLinesAsync(Stream content, CancellationToken cancellationToken)
        {
            using var reader = new StreamReader(content, Encoding.UTF8, leaveOpen: true);
            long lineNumber = 0;
            while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
            {
                lineNumber++;
                if (string.IsNullOrWhiteSpace(line))
                {
                    continue;
                }

                AddJson(lineNumber, line);
                if (_chunk.Count == ChunkRows && await StoreAsync(cancellationToken).ConfigureAwait(false) is { } failure)
                {
                    return failure;
                }
            }

            return null;
        }

        public async Task<IReadOnlyList<Problem>?> StoreAsync(CancellationToken cancellationToken)
        {
            if (_chunk.Count == 0)
            {
                return null;
            }

            var stored = await recordFeedback.HandleAsync(model, _chunk, cancellationToken).ConfigureAwait(false);
            Imported += stored.IsSuccess ? _chunk.Count : 0;
            _chunk.Clear();
            return stored.IsSuccess ? null : stored.Problems;
        }

        private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(ValueParser.Trim(utf8));

        private void AddJson(long lineNumber, string line)
        {
            try
            {
                using var document = JsonDocument.Parse(line, FeedbackJsonReader.Options);
                if (document.RootElement.ValueKind == JsonValueKind.Object)
                {
                    var row = document.RootElement;
                    string? actual = FeedbackJsonReader.TextOf(row, "actual");
                    Add(lineNumber, FeedbackJsonReader.TextOf(row, "id"), actual, FeedbackJsonReader.TimeOf(row));
                    return;
                }
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // Told below, like every other line that is no object.
            }

            Refuse(lineNumber, [new Problem(
                "feedback.lineInvalid", """The line is not a JSON object. Write {"id": "...", "actual": ...} on each line.""")]);
        }

        private void Add(long lineNumber, string? id, string? actual, string? time)
        {
            var problems = new List<Problem>();
            if (rules.Read(id, actual, time, problems) is { } record)
            {
                _chunk.Add(record);
            }
            else
            {
                Refuse(lineNumber, problems);
            }
        }

        private void Refuse(long lineNumber, IEnumerable<Problem> problems)
        {
            BadRows++;
            Problems.AddRange(problems.Take(MaxListedProblems - Problems.Count)
                .Select(p => p with { Location = new FileLocation(fileName, lineNumber) }));
        }
    }
}
