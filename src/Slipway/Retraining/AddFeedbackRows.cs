using System.Globalization;
using Slipway.Datasets;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.PredictionLog;
using Slipway.Registry;
using Slipway.Storage;
using Slipway.Telemetry;

namespace Slipway.Retraining;

/// <summary>
/// Makes labelled rows of logged predictions whose outcomes have arrived since it was last asked, and adds those that are new to the data
/// that the model is trained on next. Idempotent: a row that is there already is not added again, so a crash at any point costs only the
/// reading. Thread-safe.
/// </summary>
/// <remarks>
/// Read are the outcomes that have come, and of the predictions the hours that those belong to. An outcome that replaces an earlier one
/// makes another row, as rows of a dataset are never taken back.
/// </remarks>
public sealed class AddFeedbackRows(
    IObjectStore store, LoggedPredictionReader predictions, DatasetStore datasets, AddRows addRows, SlipwayMetrics metrics, TimeProvider time)
{
    /// <summary>How far back predictions are looked for; outcomes of older ones come too late to be learnt from.</summary>
    public static readonly TimeSpan LookBack = TimeSpan.FromDays(45);

    /// <summary>What the rows are called in a dataset's manifest.</summary>
    public const string SourceName = "feedback";

    private const int ChunkRows = 4096;

    /// <summary>Adds the rows.</summary>
    /// <param name="champion">The model's champion; rows must fit its schema.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>What became of them, null when there is not one; or the problems of <see cref="AddRows.HandleAsync"/>.</returns>
    public async Task<Result<AddedRows>?> HandleAsync(StoredSpec champion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(champion);
        var model = champion.Spec.Name;
        var stored = await store.GetJsonAsync<FeedbackRowsState>(PathOf(model), cancellationToken);
        var data = (await datasets.Models.FindAsync(model, cancellationToken))?.Value;
        string latest = data?.Latest.Version ?? champion.Manifest.Lineage.DatasetVersion;
        string[] columns = ColumnsOf(champion.Manifest.Schema);
        bool canReadOn = stored is not null && stored.Value.Columns.SequenceEqual(columns)
            && (stored.Value.Dataset == latest || data?.HasGrownFrom(stored.Value.Dataset) == true);

        var news = await FeedbackNews.ReadAsync(store, champion, canReadOn ? stored!.Value : null, LookBack, time.GetUtcNow(), cancellationToken);
        if (news.IsEmpty)
        {
            return null;
        }

        await using var rows = TemporaryFile.Create();
        Result<AddedRows>? added = await WriteAsync(champion, news, rows, cancellationToken) > 0
            ? await AddAsync(champion, rows, cancellationToken)
            : null;
        if (added is { IsSuccess: false })
        {
            return added;
        }

        var next = new FeedbackRowsState
        {
            Model = model,
            Dataset = added?.Value.Version ?? latest,
            Columns = columns,
            Predictions = news.Predictions,
            Feedback = news.Feedback,
        };

        // Where another process was faster, its state stands: at worst, rows are read again that are there.
        var condition = stored is null ? PutCondition.IfAbsent : PutCondition.IfUnchanged(stored.ETag);
        await store.PutJsonAsync(PathOf(model), next, condition, cancellationToken);
        return added;
    }

    private async Task<Result<AddedRows>> AddAsync(StoredSpec champion, Stream rows, CancellationToken cancellationToken)
    {
        await using var rejected = TemporaryFile.Create();
        var source = new SourceFile(SourceName, _ =>
        {
            rows.Position = 0;
            return Task.FromResult<Stream>(new UnownedStream(rows));
        });
        var added = await addRows.HandleAsync(champion, source, rejected, cancellationToken);
        if (added.TryGetValue(out var counts))
        {
            metrics.CountIngested(champion.Spec.Name, "added", counts.Added);
            metrics.CountIngested(champion.Spec.Name, "rejected", counts.Rejected);
        }

        return added;
    }

    private async Task<long> WriteAsync(StoredSpec champion, FeedbackNews news, Stream stream, CancellationToken cancellationToken)
    {
        var schema = champion.Manifest.Schema;
        using var writer = new CsvWriter(stream, new CsvWriterOptions { Separator = champion.Spec.Data.Separator ?? ',' });
        foreach (string name in schema.Features.Select(f => f.Name).Append(schema.Label))
        {
            writer.WriteField(name);
        }

        await writer.EndRecordAsync(cancellationToken);
        var chunk = new List<LoggedPrediction>(ChunkRows);
        long count = 0;
        foreach (var window in news.Windows)
        {
            var read = predictions.ReadAsync(champion.Spec.Name, schema, window, news.Outcomes, new LogReadReport(), cancellationToken);
            await foreach (var row in read)
            {
                if (row.Actual is not null)
                {
                    chunk.Add(row);
                }

                if (chunk.Count == ChunkRows)
                {
                    count += await WriteAsync(LoggedTable.ForTraining(schema, chunk).Table, writer, cancellationToken);
                    chunk.Clear();
                }
            }
        }

        count += await WriteAsync(LoggedTable.ForTraining(schema, chunk).Table, writer, cancellationToken);
        await writer.FlushAsync(cancellationToken);
        return count;
    }

    private static async Task<int> WriteAsync(Table table, CsvWriter writer, CancellationToken cancellationToken)
    {
        for (int row = 0; row < table.RowCount; row++)
        {
            foreach (var column in table.Columns)
            {
                WriteField(writer, column, row);
            }

            await writer.EndRecordAsync(cancellationToken);
        }

        return table.RowCount;
    }

    private static void WriteField(CsvWriter writer, Column column, int row)
    {
        if (column.IsMissing(row))
        {
            writer.WriteField(ReadOnlySpan<byte>.Empty);
            return;
        }

        switch (column)
        {
            case NumberColumn { Type: ColumnType.Boolean } flags:
                writer.WriteField(flags.Values[row] == 1 ? "true" : "false");
                break;
            case NumberColumn numbers:
                writer.WriteField(numbers.Values[row]);
                break;
            case CategoryColumn words:
                writer.WriteField(words.Categories[words.Codes[row]]);
                break;
            case TimestampColumn times:
                writer.WriteField(new DateTime(times.Ticks[row], DateTimeKind.Utc).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture));
                break;
            case TextColumn texts:
                writer.WriteField(texts.Values[row]);
                break;
            default:
                throw new ArgumentException($"Column '{column.Name}' is of an unknown kind.", nameof(column));
        }
    }

    private static string[] ColumnsOf(ModelSchema schema) =>
        [.. schema.Features.Select(f => $"{f.Name}: {f.Type}"), $"{schema.Label}: {schema.Task}"];

    private static ObjectPath PathOf(ModelName model) => new("reports", $"_retrain/{model}.feedback.json");
}
