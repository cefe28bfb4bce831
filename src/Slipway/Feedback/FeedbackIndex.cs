using System.Buffers.Binary;
using System.Text.Json;
using Slipway.Learning.Schemas;
using Slipway.PredictionLog;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Feedback;

/// <summary>The last outcome for each prediction of a window. Immutable once read.</summary>
internal sealed class FeedbackIndex
{
    // Clocks of servers differ, so feedback can stand in an hour before its prediction's, and an id's time can be a bit off its record's.
    private static readonly TimeSpan Skew = TimeSpan.FromHours(1);

    private readonly bool _isRegression;
    private readonly LogWindow _window;
    private readonly Dictionary<Guid, Entry> _entries = [];
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<string> _labels = [];

    private FeedbackIndex(ModelSchema schema, LogWindow window) =>
        (_isRegression, _window) = (schema.Task == LearningTask.Regression, window);

    /// <summary>Reads all feedback from the start of the window to now, as outcomes may come long after.</summary>
    public static async Task<FeedbackIndex> ReadAsync(
        IObjectStore store, ModelName model, ModelSchema schema, LogWindow window, DateTimeOffset now, LogReadReport report,
        CancellationToken cancellationToken)
    {
        var index = new FeedbackIndex(schema, window);
        using var lines = new LogLines(store);
        var objects = LogObjects.ListAsync(store, model, LogKind.Feedback, window.Start - Skew, now + Skew, cancellationToken);
        await foreach (var path in objects.ConfigureAwait(false))
        {
            await lines.OpenAsync(path, cancellationToken).ConfigureAwait(false);
            while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                bool isRecord = index.Add(lines.Line);
                report.Feedback += isRecord ? 1 : 0;
                report.MalformedLines += isRecord ? 0 : 1;
            }

            report.TornLines += lines.IsTorn ? 1 : 0;
        }

        return index;
    }

    /// <summary>The last outcome for a prediction, if there is one.</summary>
    public ActualOutcome? Find(Guid id) => !_entries.TryGetValue(id, out var entry) ? null
        : _isRegression ? ActualOutcome.Of(entry.Actual)
        : ActualOutcome.Of(_labels[(int)entry.Actual]);

    private bool Add(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject || !TryRead(ref reader, out var id, out var entry))
            {
                return false;
            }

            if (MayBeInWindow(id) && (!_entries.TryGetValue(id, out var before) || entry.TimeTicks >= before.TimeTicks))
            {
                _entries[id] = entry;
            }

            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private bool TryRead(ref Utf8JsonReader reader, out Guid id, out Entry entry)
    {
        (id, double actual, long ticks) = (Guid.Empty, double.NaN, 0L);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = reader.GetGuid();
            }
            else if (reader.ValueTextEquals("actual"u8))
            {
                reader.Read();
                actual = _isRegression ? reader.GetDouble() : CodeOf(reader.GetString()!);
            }
            else if (reader.ValueTextEquals("time"u8))
            {
                reader.Read();
                ticks = reader.GetDateTimeOffset().UtcTicks;
            }
            else
            {
                reader.Skip();
            }
        }

        entry = new Entry(actual, ticks);
        return reader.TokenType == JsonTokenType.EndObject && id != Guid.Empty && !double.IsNaN(actual) && ticks > 0;
    }

    private int CodeOf(string label)
    {
        if (!_codes.TryGetValue(label, out int code))
        {
            _codes.Add(label, code = _labels.Count);
            _labels.Add(label);
        }

        return code;
    }

    /// <summary>An id of version 7 says when it was made (RFC 9562, 5.7), so outcomes for other windows need no memory.</summary>
    private bool MayBeInWindow(Guid id)
    {
        if (id.Version != 7)
        {
            return true;
        }

        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        long milliseconds = (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16);
        return milliseconds >= (_window.Start - Skew).ToUnixTimeMilliseconds()
            && milliseconds < (_window.EndExclusive + Skew).ToUnixTimeMilliseconds();
    }

    private readonly record struct Entry(double Actual, long TimeTicks);
}
