using System.Text.Json;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Serving;

namespace Slipway.PredictionLog;

/// <summary>
/// Writes served predictions to the log, a line each, as the plan of their version says. Safe to use from several threads.
/// </summary>
public sealed class PredictionRecorder(LogWriter writer)
{
    // Up to here a float is exactly the whole number that it shows.
    private const float MaxWhole = 1 << 24;

    private readonly SlotPool<RecordBuffer> _buffers = new(Environment.ProcessorCount * 2, () => new RecordBuffer());

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
        var buffer = _buffers.Rent();
        WriteLines(buffer, model, batch, predictions, request);
        bool isWritten = buffer.Lines == 0 || await writer.WriteAsync(
            model.Manifest.Model, LogKind.Predictions, request.Time, buffer.Bytes, buffer.Lines, model.Recording.Durability,
            cancellationToken)
            .ConfigureAwait(false);

        // Not in a finally: what an exception left behind is not used again.
        if (buffer.Clear())
        {
            _buffers.Return(buffer);
        }

        return isWritten || model.Recording.Durability == Projects.LogDurability.Buffered;
    }

    private static void WriteLines(
        RecordBuffer buffer, ServedModel model, FeatureBatch batch, Predictions predictions, in ServedRequest request)
    {
        var plan = model.Recording;
        for (int row = 0; row < predictions.RowCount; row++)
        {
            var id = PredictionId.OfRow(request.FirstId, row);
            if (Sampling.Includes(id, plan.SampleRate))
            {
                WriteLine(buffer.Json, id, model, request);
                WriteAnswer(buffer.Json, plan, predictions, row);
                WriteInputs(buffer.Json, plan, batch, row);
                buffer.Json.WriteEndObject();
                buffer.EndLine();
            }
        }
    }

    private static void WriteLine(Utf8JsonWriter json, Guid id, ServedModel model, in ServedRequest request)
    {
        json.WriteStartObject();
        json.WriteString(RecordNames.Id, id);
        json.WriteString(RecordNames.Time, request.Time.UtcDateTime);
        json.WriteNumber(RecordNames.Version, model.Manifest.Version);
        if (request.Variant is { } variant)
        {
            json.WriteString(RecordNames.Variant, variant);
        }

        json.WriteNumber(RecordNames.LatencyMs, Math.Round(request.Latency.TotalMilliseconds, 3));
        if (request.TraceId is { } trace)
        {
            json.WriteString(RecordNames.Trace, trace);
        }
    }

    private static void WriteAnswer(Utf8JsonWriter json, RecordingPlan plan, Predictions predictions, int rowIndex)
    {
        var row = predictions.Row(rowIndex);
        if (predictions.Schema.Task == LearningTask.Regression)
        {
            json.WriteNumber(RecordNames.Value, row[0]);
            return;
        }

        json.WriteString(RecordNames.Label, plan.Classes[predictions.LabelIndex(rowIndex)]);
        json.WriteStartObject(RecordNames.Probabilities);
        for (int i = 0; i < row.Length; i++)
        {
            json.WriteNumber(plan.Classes[i], row[i]);
        }

        json.WriteEndObject();
    }

    private static void WriteInputs(Utf8JsonWriter json, RecordingPlan plan, FeatureBatch batch, int row)
    {
        if (!plan.LogsInputs)
        {
            return;
        }

        json.WriteStartObject(RecordNames.Inputs);
        foreach (ref readonly var feature in plan.Features.AsSpan())
        {
            switch (feature.Type)
            {
                case ColumnType.Number when batch.Numbers(feature.Index)[row] is var whole && whole == MathF.Truncate(whole)
                    && MathF.Abs(whole) < MaxWhole:
                    // Counts and codes are many, and several times faster to write than fractions.
                    json.WriteNumber(feature.Name, (int)whole);
                    break;
                case ColumnType.Number when batch.Numbers(feature.Index)[row] is var number && float.IsFinite(number):
                    json.WriteNumber(feature.Name, number);
                    break;
                case ColumnType.Boolean when batch.Numbers(feature.Index)[row] is var flag && float.IsFinite(flag):
                    json.WriteBoolean(feature.Name, flag != 0);
                    break;
                case ColumnType.Timestamp when batch.Ticks(feature.Index)[row] is var ticks && ticks != TimestampColumn.Missing:
                    json.WriteString(feature.Name, new DateTime(ticks, DateTimeKind.Utc));
                    break;
                case ColumnType.Category or ColumnType.Text when batch.Words(feature.Index)[row] is { Length: > 0 } word:
                    json.WriteString(feature.Name, word);
                    break;
                default:
                    json.WriteNull(feature.Name);
                    break;
            }
        }

        json.WriteEndObject();
    }
}
