using System.Globalization;
using Slipway.Datasets;
using Slipway.Learning.Results;
using Slipway.Learning.Tables;
using Slipway.PredictionLog;
using Slipway.Registry;
using Slipway.Telemetry;

namespace Slipway.Retraining;

/// <summary>
/// Makes labelled rows of logged predictions whose outcomes have arrived, and adds those that are new to the data that the model is trained
/// on
/// next. Idempotent: a row that is there already is not added again. Thread-safe.
/// </summary>
public sealed class AddFeedbackRows(LoggedPredictionReader predictions, AddRows addRows, SlipwayMetrics metrics, TimeProvider time)
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
        await using var rows = TemporaryFile.Create();
        if (await WriteAsync(champion, rows, cancellationToken) == 0)
        {
            return null;
        }

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

    private async Task<long> WriteAsync(StoredSpec champion, Stream stream, CancellationToken cancellationToken)
    {
        var schema = champion.Manifest.Schema;
        using var writer = new CsvWriter(stream, new CsvWriterOptions { Separator = champion.Spec.Data.Separator ?? ',' });
        foreach (string name in schema.Features.Select(f => f.Name).Append(schema.Label))
        {
            writer.WriteField(name);
        }

        await writer.EndRecordAsync(cancellationToken);
        var now = time.GetUtcNow();
        var window = new LogWindow(now - LookBack, now);
        var chunk = new List<LoggedPrediction>(ChunkRows);
        long count = 0;
        await foreach (var row in predictions.ReadAsync(champion.Spec.Name, schema, window, new LogReadReport(), cancellationToken))
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
}
