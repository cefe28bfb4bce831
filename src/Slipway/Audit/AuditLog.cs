using System.Runtime.CompilerServices;
using Slipway.Learning.Results;
using Slipway.Storage;

namespace Slipway.Audit;

/// <summary>
/// The append-only, hash-chained log of every change to what is in production. A record is an object of its own, put only where its
/// number is
/// free: so two processes never write the same number, on any store.
/// </summary>
/// <remarks>
/// The chain shows a changed, removed or inserted record, but not that the last ones are gone. For that there is a head object, moved on
/// after each
/// record; after a crash it may lag behind, and the next append moves it on. Whoever can remove records and set back the head leaves no
/// trace in the store: keep the head that <see cref="VerifyAsync"/> gives in another place and pass it to the next verification.
/// </remarks>
public sealed class AuditLog(IObjectStore store)
{
    internal const string Container = "audit";
    internal const string RecordsPrefix = "records/";

    internal static ObjectPath HeadPath { get; } = new(Container, "head.json");

    /// <summary>Appends an entry. An entry that is in the log already, by its id, is not added again.</summary>
    /// <param name="entry">The change.</param>
    /// <param name="afterSequence">
    /// A place in the log behind which the entry is if it is there already: the head from before the change was made.
    /// </param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>The record of the entry, new or old.</returns>
    /// <exception cref="InvalidDataException">The last record cannot be read, so nothing can be chained to it.</exception>
    public async Task<AuditRecord> AppendAsync(AuditEntry entry, long afterSequence, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentOutOfRangeException.ThrowIfNegative(afterSequence);
        var head = await ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        for (long sequence = afterSequence + 1; sequence <= head.Sequence; sequence++)
        {
            // A missing record is for the verification to report; it does not stop the log.
            if (await FindAsync(sequence, cancellationToken).ConfigureAwait(false) is { } earlier && earlier.Id == entry.Id)
            {
                return earlier;
            }
        }

        while (true)
        {
            var next = await FindAsync(head.Sequence + 1, cancellationToken).ConfigureAwait(false);
            if (next is null)
            {
                var record = AuditSeal.Seal(entry, head.Sequence + 1, head.Hash);
                var etag = await store.PutJsonAsync(
                    PathOf(record.Sequence), record, PutCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
                if (etag is null)
                {
                    continue;
                }

                next = record;
            }

            head = new AuditHead(next.Sequence, next.Hash);
            if (next.Id == entry.Id)
            {
                await AdvanceHeadAsync(head, cancellationToken).ConfigureAwait(false);
                return next;
            }
        }
    }

    /// <summary>The end of the log.</summary>
    public async Task<AuditHead> GetHeadAsync(CancellationToken cancellationToken)
    {
        var head = await ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        while (await FindAsync(head.Sequence + 1, cancellationToken).ConfigureAwait(false) is { } next)
        {
            head = new AuditHead(next.Sequence, next.Hash);
        }

        return head;
    }

    /// <summary>Reads the records behind a place in the log, in order.</summary>
    /// <exception cref="InvalidDataException">A record cannot be read; the verification tells more.</exception>
    public async IAsyncEnumerable<AuditRecord> ReadAsync(long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ListAsync(Container, RecordsPrefix, cancellationToken).ConfigureAwait(false))
        {
            if (SequenceOf(entry.Path) is { } sequence && sequence > afterSequence
                && await FindAsync(sequence, cancellationToken).ConfigureAwait(false) is { } record)
            {
                yield return record;
            }
        }
    }

    /// <summary>Checks that nothing in the log was changed, removed or inserted.</summary>
    /// <param name="expected">A head that was kept from an earlier verification; null when there is none.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>
    /// The end of the log, or every break: <c>audit.recordChanged</c>, <c>audit.recordMissing</c>, <c>audit.recordUnreadable</c>,
    /// <c>audit.recordUnexpected</c>, <c>audit.chainBroken</c>, <c>audit.tailMissing</c>, <c>audit.headMissing</c>,
    /// <c>audit.headMismatch</c>,
    /// <c>audit.headUnreadable</c>, <c>audit.expectedHeadMismatch</c>.
    /// </returns>
    public Task<Result<AuditHead>> VerifyAsync(AuditHead? expected, CancellationToken cancellationToken) =>
        new AuditVerification(store, expected).RunAsync(cancellationToken);

    internal static ObjectPath PathOf(long sequence) => new(Container, $"{RecordsPrefix}{sequence:D8}.json");

    /// <summary>The number in a record's name; null when the object has not the name of a record.</summary>
    internal static long? SequenceOf(ObjectPath path)
    {
        string name = path.Key[RecordsPrefix.Length..];
        var number = name.AsSpan(0, Math.Max(0, name.LastIndexOf('.')));
        return long.TryParse(number, out long sequence) && sequence > 0 && PathOf(sequence) == path
            ? sequence
            : null;
    }

    private async Task<AuditRecord?> FindAsync(long sequence, CancellationToken cancellationToken) =>
        (await store.GetJsonAsync<AuditRecord>(PathOf(sequence), cancellationToken).ConfigureAwait(false))?.Value;

    private async Task<AuditHead> ReadHeadAsync(CancellationToken cancellationToken) =>
        (await store.GetJsonAsync<AuditHead>(HeadPath, cancellationToken).ConfigureAwait(false))?.Value ?? AuditHead.Empty;

    private async Task AdvanceHeadAsync(AuditHead head, CancellationToken cancellationToken)
    {
        ETag? written = null;
        while (written is null)
        {
            var stored = await store.GetJsonAsync<AuditHead>(HeadPath, cancellationToken).ConfigureAwait(false);
            if (stored is not null && stored.Value.Sequence >= head.Sequence)
            {
                return;
            }

            var condition = stored is null ? PutCondition.IfAbsent : PutCondition.IfUnchanged(stored.ETag);
            written = await store.PutJsonAsync(HeadPath, head, condition, cancellationToken).ConfigureAwait(false);
        }
    }
}
