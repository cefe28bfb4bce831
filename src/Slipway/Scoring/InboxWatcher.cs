using Slipway.Storage;

namespace Slipway.Scoring;

/// <summary>
/// Scores what is dropped into the inbox, for hosts without triggers. Several processes may watch one inbox: the lock of each file makes sure
/// that one of them takes it. Not safe to use from several threads.
/// </summary>
public sealed class InboxWatcher(IObjectStore store, ScoreFile scoreFile, InboxOptions options, TimeProvider time)
{
    // Names that copying tools give to what they have not finished.
    private static readonly string[] UnfinishedExtensions = [".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", ".download"];

    private readonly Dictionary<ObjectPath, (ETag ETag, DateTimeOffset Since)> _seen = [];

    /// <summary>Looks at the inbox once, and scores what has settled.</summary>
    /// <returns>What became of each file that was taken up.</returns>
    public async Task<IReadOnlyList<InboxEvent>> ScanAsync(CancellationToken cancellationToken)
    {
        var entries = new List<ObjectEntry>();
        await foreach (var entry in store.ListAsync(ScorePaths.Inbox, "", cancellationToken).ConfigureAwait(false))
        {
            entries.Add(entry);
        }

        var events = new List<InboxEvent>();
        foreach (var gone in _seen.Keys.Except(entries.Select(e => e.Path)).ToList())
        {
            _seen.Remove(gone);
        }

        foreach (var entry in entries.Where(HasSettled))
        {
            events.Add(await ScoreAsync(entry, cancellationToken).ConfigureAwait(false));
        }

        return events;
    }

    private async Task<InboxEvent> ScoreAsync(ObjectEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return new InboxEvent(
                entry.Path, await scoreFile.HandleAsync(new ScoreFileCommand(entry.Path, entry.ETag), cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // One file that cannot be handled now must not hold up the others; it stays where it is.
            return new InboxEvent(entry.Path, null, e);
        }
    }

    private bool HasSettled(ObjectEntry entry)
    {
        if (Array.Exists(UnfinishedExtensions, e => entry.Path.Key.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        // The time in the listing does not tell: copies may keep that of the original.
        var now = time.GetUtcNow();
        if (_seen.TryGetValue(entry.Path, out var seen) && seen.ETag == entry.ETag)
        {
            return now - seen.Since >= options.SettleTime;
        }

        _seen[entry.Path] = (entry.ETag, now);
        return options.SettleTime <= TimeSpan.Zero;
    }
}
