using Slipway.PredictionLog;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Feedback;

/// <summary>The objects of a log that may still grow, and what is new in them since a cursor. Not safe for several threads at once.</summary>
internal sealed class LogChanges
{
    private readonly DateTimeOffset _readAt;
    private readonly List<LogPart> _parts = [];

    private LogChanges(DateTimeOffset readAt) => _readAt = readAt;

    /// <summary>Every object that was looked at, hour by hour.</summary>
    public IReadOnlyList<LogPart> All => _parts;

    /// <summary>The objects that are new or have grown.</summary>
    public IEnumerable<LogPart> Changed => _parts.Where(part => part.HasChanged);

    /// <summary>Up to where the log is read once all that is <see cref="Changed"/> was.</summary>
    public LogCursor Cursor => new()
    {
        ReadAt = _readAt,
        Positions = _parts.Where(part => part.Hour >= _readAt - LogCursor.GrowsFor).ToDictionary(
            part => part.Entry.Path.Key, part => new LogPosition(part.Entry.ETag.Value, part.EndInBytes), StringComparer.Ordinal),
    };

    /// <summary>Finds what has changed.</summary>
    /// <param name="store">The store.</param>
    /// <param name="model">The model.</param>
    /// <param name="kind">The log.</param>
    /// <param name="start">The first hour that counts.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cursor">How far it was read; null when it never was.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static async Task<LogChanges> FindAsync(
        IObjectStore store,
        ModelName model,
        LogKind kind,
        DateTimeOffset start,
        DateTimeOffset now,
        LogCursor? cursor,
        CancellationToken cancellationToken)
    {
        if (cursor is not null && cursor.ReadAt - LogCursor.GrowsFor is var settled && settled > start)
        {
            start = settled;
        }

        var changes = new LogChanges(now);
        await foreach (var (entry, hour) in LogObjects.ListEntriesAsync(store, model, kind, start, now + FeedbackIndex.Skew, cancellationToken))
        {
            changes._parts.Add(new LogPart(entry, hour, cursor?.Positions.GetValueOrDefault(entry.Path.Key)));
        }

        return changes;
    }
}

/// <summary>An object of a log, and how far it is read.</summary>
internal sealed class LogPart(ObjectEntry entry, DateTimeOffset hour, LogPosition? known)
{
    public ObjectEntry Entry => entry;

    public DateTimeOffset Hour => hour;

    public bool HasChanged => known?.ETag != entry.ETag.Value;

    /// <summary>Where that begins which is new.</summary>
    public long NewFromInBytes { get; } = known?.OffsetInBytes ?? 0;

    /// <summary>Behind the last whole line that was read.</summary>
    public long EndInBytes { get; set; } = known?.OffsetInBytes ?? 0;
}
