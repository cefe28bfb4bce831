using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Serving;

namespace Slipway.PredictionLog;

/// <summary>
/// Writes served predictions to the log, a line each, as the plan of their version says. Safe to use from several threads.
/// </summary>
public sealed class PredictionRecorder(LogWriter writer)
{
    private readonly SlotPool<RecordLines> _buffers = new(Environment.ProcessorCount * 2, () => new RecordLines());

    /// <summary>Logs the rows of one request.</summary>
    /// <param name="model">The version that answered.</param>
    /// <param name="batch">The rows.</param>
    /// <param name="predictions">The answers.</param>
    /// <param name="request">The rest.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>
    /// Whether the answer may be sent: always, unless the version's log is confirmed and the records could not be stored in time.
    /// </returns>
    public async ValueTask<bool> RecordAsync(
        ServedModel model, FeatureBatch batch, Predictions predictions, ServedRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(predictions);
        var lines = _buffers.Rent();
        WriteLines(lines, model, batch, predictions, request);
        bool isWritten = lines.Lines == 0 || await writer.WriteAsync(
            model.Manifest.Model, LogKind.Predictions, request.Time, lines.Bytes, lines.Lines, model.Recording.Durability,
            cancellationToken)
            .ConfigureAwait(false);

        // Not in a finally: what an exception left behind is not used again.
        if (lines.Clear())
        {
            _buffers.Return(lines);
        }

        return isWritten || model.Recording.Durability == Projects.LogDurability.Buffered;
    }

    private static void WriteLines(
        RecordLines lines, ServedModel model, FeatureBatch batch, Predictions predictions, in ServedRequest request)
    {
        var plan = model.Recording;
        for (int row = 0; row < predictions.RowCount; row++)
        {
            var id = PredictionId.OfRow(request.FirstId, row);
            if (Sampling.Includes(id, plan.SampleRate))
            {
                WriteRequest(lines, id, model, request);
                WriteAnswer(lines, plan, predictions, row);
                WriteInputs(lines, plan, batch, row);
                lines.Add("}"u8);
                lines.EndLine();
            }
        }
    }

    private static void WriteRequest(RecordLines lines, Guid id, ServedModel model, in ServedRequest request)
    {
        lines.Add("{\"id\":"u8);
        lines.Add(id);
        lines.Add(",\"time\":"u8);
        lines.Add(request.Time.UtcDateTime);
        lines.Add(",\"version\":"u8);
        lines.Add(model.Manifest.Version);
        if (request.Variant is { } variant)
        {
            lines.Add(",\"variant\":"u8);
            lines.Add(variant);
        }

        lines.Add(",\"latencyMs\":"u8);
        lines.AddMilliseconds(request.Latency);
        if (request.TraceId is { } trace)
        {
            lines.Add(",\"trace\":"u8);
            lines.Add(trace);
        }
    }

    private static void WriteAnswer(RecordLines lines, RecordingPlan plan, Predictions predictions, int rowIndex)
    {
        var row = predictions.Row(rowIndex);
        if (predictions.Schema.Task == LearningTask.Regression)
        {
            lines.Add(",\"value\":"u8);
            lines.Add(row[0]);
            return;
        }

        lines.Add(",\"label\":"u8);
        lines.Add(plan.Labels[predictions.LabelIndex(rowIndex)]);
        lines.Add(",\"probabilities\":{"u8);
        for (int i = 0; i < row.Length; i++)
        {
            lines.Add(plan.ClassKeys[i]);
            lines.Add(row[i]);
        }

        lines.Add("}"u8);
    }

    private static void WriteInputs(RecordLines lines, RecordingPlan plan, FeatureBatch batch, int row)
    {
        if (!plan.LogsInputs)
        {
            return;
        }

        lines.Add(",\"inputs\":{"u8);
        foreach (ref readonly var feature in plan.Features.AsSpan())
        {
            lines.Add(feature.Key);
            switch (feature.Type)
            {
                case ColumnType.Number when batch.Numbers(feature.Index)[row] is var number && float.IsFinite(number):
                    lines.Add(number);
                    break;
                case ColumnType.Boolean when batch.Numbers(feature.Index)[row] is var flag && float.IsFinite(flag):
                    lines.Add(flag != 0 ? "true"u8 : "false"u8);
                    break;
                case ColumnType.Timestamp when batch.Ticks(feature.Index)[row] is var ticks && ticks != TimestampColumn.Missing:
                    lines.Add(new DateTime(ticks, DateTimeKind.Utc));
                    break;
                case ColumnType.Category or ColumnType.Text when batch.Words(feature.Index)[row] is { Length: > 0 } word:
                    lines.Add(word);
                    break;
                default:
                    lines.Add("null"u8);
                    break;
            }
        }

        lines.Add("}"u8);
    }
}
