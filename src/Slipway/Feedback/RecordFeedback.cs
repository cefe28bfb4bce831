using Slipway.Learning.Results;
using Slipway.PredictionLog;
using Slipway.Projects;
using Slipway.Registry;
using Slipway.Serving;

namespace Slipway.Feedback;

/// <summary>
/// Stores outcomes. A prediction that nobody knows is accepted: feedback may come before the prediction's record is written, and the
/// reader joins them in any order. Safe to use from several threads.
/// </summary>
public sealed class RecordFeedback(LogWriter writer, TimeProvider time)
{
    private readonly SlotPool<RecordBuffer> _buffers = new(Environment.ProcessorCount, () => new RecordBuffer());

    /// <summary>Stores outcomes of one model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="records">The outcomes; at least one.</param>
    /// <param name="cancellationToken">Ends the waiting; what was taken is stored all the same.</param>
    /// <returns>
    /// How many are stored; or <c>log.unavailable</c>, after which they may be or not, and sending them again does no harm.
    /// </returns>
    public async Task<Result<int>> HandleAsync(
        ModelName model, IReadOnlyCollection<FeedbackRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentOutOfRangeException.ThrowIfZero(records.Count);
        var buffer = _buffers.Rent();
        var received = time.GetUtcNow();
        foreach (var record in records)
        {
            WriteLine(buffer, record, received);
        }

        bool isStored = await writer.WriteAsync(
            model, LogKind.Feedback, received, buffer.Bytes, buffer.Lines, LogDurability.Confirmed, cancellationToken)
            .ConfigureAwait(false);

        // Not in a finally: what an exception left behind is not used again.
        if (buffer.Clear())
        {
            _buffers.Return(buffer);
        }

        return isStored
            ? records.Count
            : new Problem("log.unavailable", "The feedback could not be stored, as the store is slow or fails. Send it again.");
    }

    private static void WriteLine(RecordBuffer buffer, FeedbackRecord record, DateTimeOffset received)
    {
        var json = buffer.Json;
        json.WriteStartObject();
        json.WriteString(RecordNames.Id, record.Id);
        if (record.Actual.Label is { } label)
        {
            json.WriteString(RecordNames.Actual, label);
        }
        else
        {
            json.WriteNumber(RecordNames.Actual, record.Actual.Value);
        }

        json.WriteString(RecordNames.Time, (record.Time ?? received).UtcDateTime);
        json.WriteString(RecordNames.Received, received.UtcDateTime);
        json.WriteEndObject();
        buffer.EndLine();
    }
}
