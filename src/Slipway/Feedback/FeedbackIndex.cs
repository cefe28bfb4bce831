using System.Buffers.Binary;
using System.Text.Json;
using Slipway.Learning.Schemas;
using Slipway.PredictionLog;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Feedback;

/// <summary>The last outcome for each prediction of a window. Immutable once read.</summary>
internal sealed class FeedbackIndex(ModelSchema schema)
{
    /// <summary>Clocks of servers differ, so feedback can stand in an hour before its prediction's.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromHours(1);

    // A process makes an id and the time of its record one directly after the other.
    private static readonly TimeSpan IdSkew = TimeSpan.FromMinutes(5);

    private readonly bool _isRegression = schema.Task == LearningTask.Regression;
    private readonly Dictionary<Guid, Entry> _entries = [];
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<string> _labels = [];

    /// <summary>Reads all feedback from the start of the window to now, as outcomes may come long after.</summary>
    public static async Task<FeedbackIndex> ReadAsync(
        IObjectStore store, ModelName model, ModelSchema schema, LogWindow window, DateTimeOffset now, LogReadReport report,
        CancellationToken cancellationToken)
    {
        var index = new FeedbackIndex(schema);
        using var lines = new LogLines(store);
        var objects = LogObjects.ListAsync(store, model, LogKind.Feedback, window.Start - Skew, now + Skew, cancellationToken);
        await foreach (var path in objects.ConfigureAwait(false))
        {
            await lines.OpenAsync(path, cancellationToken).ConfigureAwait(false);
            await index.AddAsync(lines, window, report, cancellationToken).ConfigureAwait(false);
        }

        return index;
    }

    /// <summary>The hours that predictions with an outcome were answered in, by the times in their ids, with the hour beside where that is
    /// close.</summary>
    public HashSet<DateTimeOffset> Hours { get; } = [];

    /// <summary>Whether there are outcomes whose ids do not say when the prediction was answered.</summary>
    public bool HasUndated { get; private set; }

    /// <summary>Adds the outcomes in objects of a log.</summary>
    /// <param name="store">The store.</param>
    /// <param name="parts">The objects; they are told how far they were read.</param>
    /// <param name="isWhole">Whether they are read from their start, else what is new in them.</param>
    /// <param name="window">When the predictions were answered whose outcomes count.</param>
    /// <param name="report">Gets counts.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task AddAsync(
        IObjectStore store, IEnumerable<LogPart> parts, bool isWhole, LogWindow window, LogReadReport report, CancellationToken cancellationToken)
    {
        using var lines = new LogLines(store);
        foreach (var part in parts)
        {
            long start = isWhole ? 0 : part.NewFromInBytes;
            await lines.OpenAsync(part.Entry.Path, start, cancellationToken).ConfigureAwait(false);
            part.EndInBytes = start + await AddAsync(lines, window, report, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The last outcome for a prediction, if there is one.</summary>
    public ActualOutcome? Find(Guid id) => !_entries.TryGetValue(id, out var entry) ? null
        : _isRegression ? ActualOutcome.Of(entry.Actual)
        : ActualOutcome.Of(_labels[(int)entry.Actual]);

    private async Task<long> AddAsync(LogLines lines, LogWindow window, LogReadReport report, CancellationToken cancellationToken)
    {
        long bytes = 0;
        while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            bool isRecord = Add(lines.Line, window);
            report.Feedback += isRecord ? 1 : 0;
            report.MalformedLines += isRecord ? 0 : 1;
            bytes += lines.Line.Length + 1;
        }

        report.TornLines += lines.IsTorn ? 1 : 0;
        return bytes;
    }

    private bool Add(ReadOnlySpan<byte> line, LogWindow window)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject || !TryRead(ref reader, out var id, out var entry))
            {
                return false;
            }

            if (MayBeIn(window, id) && (!_entries.TryGetValue(id, out var before) || entry.TimeTicks >= before.TimeTicks))
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
    private bool MayBeIn(LogWindow window, Guid id)
    {
        if (id.Version != 7)
        {
            HasUndated = true;
            return true;
        }

        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        long milliseconds = (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16);
        if (milliseconds < (window.Start - Skew).ToUnixTimeMilliseconds()
            || milliseconds >= (window.EndExclusive + Skew).ToUnixTimeMilliseconds())
        {
            return false;
        }

        var answeredAt = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        Hours.Add(LogPaths.HourOf(answeredAt - IdSkew));
        Hours.Add(LogPaths.HourOf(answeredAt + IdSkew));
        return true;
    }

    private readonly record struct Entry(double Actual, long TimeTicks);
}
