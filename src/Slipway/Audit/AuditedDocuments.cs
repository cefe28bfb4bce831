using Slipway.Storage;

namespace Slipway.Audit;

/// <summary>
/// Changes documents together with the record of the change. One conditional write changes the document and carries the audit entry. Then the
/// entry is appended to the log, and cleared from the document. Whoever finds an entry in a document appends it first, so a crash at any point
/// leaves a change with its entry either in the log or on its way there, entries of one document are logged in order, and none is logged for a
/// change that did not happen.
/// </summary>
internal sealed class AuditedDocuments<T>(IObjectStore store, AuditLog audit)
    where T : class, IAuditedDocument<T>
{
    /// <summary>Reads a document as it is; <see langword="null"/> when there is none.</summary>
    public Task<StoredJson<T>?> ReadAsync(ObjectPath path, CancellationToken cancellationToken) =>
        store.GetJsonAsync<T>(path, cancellationToken);

    /// <summary>Logs the change that a crash left unlogged, if there is one.</summary>
    /// <returns>The document, with nothing pending.</returns>
    public async Task<StoredJson<T>?> CompleteAsync(ObjectPath path, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await ReadAsync(path, cancellationToken).ConfigureAwait(false);
            if (stored?.Value.Pending is null)
            {
                return stored;
            }

            await LogAsync(path, stored, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes a change, and logs it.</summary>
    /// <param name="path">The document.</param>
    /// <param name="before">What <see cref="CompleteAsync"/> gave.</param>
    /// <param name="entry">What is logged of the change.</param>
    /// <param name="change">Makes the document that is to be, with the entry that it carries.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>Whether the document was still as before; otherwise nothing is written.</returns>
    public async Task<bool> TryChangeAsync(
        ObjectPath path, StoredJson<T>? before, AuditEntry entry, Func<PendingAudit, T> change, CancellationToken cancellationToken)
    {
        var head = await audit.GetHeadAsync(cancellationToken).ConfigureAwait(false);
        var changed = change(new PendingAudit(entry, head.Sequence));
        var condition = before is null ? PutCondition.IfAbsent : PutCondition.IfUnchanged(before.ETag);
        if (await store.PutJsonAsync(path, changed, condition, cancellationToken).ConfigureAwait(false) is not { } written)
        {
            return false;
        }

        await LogAsync(path, new(changed, written), cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task LogAsync(ObjectPath path, StoredJson<T> stored, CancellationToken cancellationToken)
    {
        var pending = stored.Value.Pending!;
        await audit.AppendAsync(pending.Entry, pending.AfterSequence, cancellationToken).ConfigureAwait(false);

        // When this condition does not hold, somebody else has logged the entry too and gone on.
        await store.PutJsonAsync(path, stored.Value.WithoutPending(), PutCondition.IfUnchanged(stored.ETag), cancellationToken)
            .ConfigureAwait(false);
    }
}
