using System.Globalization;
using Slipway.Audit;
using Slipway.Learning.Results;
using Slipway.Storage;

namespace Slipway.Registry;

/// <summary>
/// Changes aliases. The alias document is the truth: one conditional write changes the alias and carries the audit entry of the change.
/// Then the
/// entry is appended to the log, and cleared from the document. Whoever finds an entry in the document appends it first, so a crash at any
/// point leaves a change with its entry either in the log or on its way there, entries of one model are logged in order, and none is
/// logged for
/// a change that did not happen.
/// </summary>
internal sealed class AliasStore(IObjectStore store, AuditLog audit, TimeProvider time)
{
    private const int MaxAttempts = 200;

    public async Task<AliasDocument?> FindAsync(ModelName model, CancellationToken cancellationToken) =>
        (await ReadAsync(model, cancellationToken).ConfigureAwait(false))?.Value;

    /// <summary>
    /// Decides on an alias as it is, and writes what was decided; again from the start when somebody else wrote in between.
    /// </summary>
    public async Task<Result<ModelAlias>> ChangeAsync(AliasChange change, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stored = await CompleteAsync(change.Model, cancellationToken).ConfigureAwait(false);
            var document = stored?.Value ?? new AliasDocument();
            if (change.IfUnchanged is { } etag && etag != document.ToAliases().ETag)
            {
                return RegistryProblems.Conflict(change.Model);
            }

            var current = document.Aliases.GetValueOrDefault(change.Alias);
            var decision = await change.Decide(current).ConfigureAwait(false);
            if (!decision.TryGetValue(out var next) || next.Version == current?.Version)
            {
                return decision;
            }

            var head = await audit.GetHeadAsync(cancellationToken).ConfigureAwait(false);
            var pending = new PendingAudit(Describe(change, document.Revision + 1, current, next), head.Sequence);
            var changed = document.With(change.Alias, next, pending);
            var condition = stored is null ? PutCondition.IfAbsent : PutCondition.IfUnchanged(stored.ETag);
            var path = RegistryPaths.Aliases(change.Model);
            if (await store.PutJsonAsync(path, changed, condition, cancellationToken).ConfigureAwait(false) is { } written)
            {
                await LogAsync(change.Model, new(changed, written), cancellationToken).ConfigureAwait(false);
                return next;
            }
        }

        return RegistryProblems.Conflict(change.Model);
    }

    /// <summary>Logs the change that a crash left unlogged, if there is one.</summary>
    /// <returns>The aliases, with nothing pending.</returns>
    public async Task<StoredJson<AliasDocument>?> CompleteAsync(ModelName model, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await ReadAsync(model, cancellationToken).ConfigureAwait(false);
            if (stored?.Value.Pending is null)
            {
                return stored;
            }

            await LogAsync(model, stored, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task LogAsync(ModelName model, StoredJson<AliasDocument> stored, CancellationToken cancellationToken)
    {
        var pending = stored.Value.Pending!;
        await audit.AppendAsync(pending.Entry, pending.AfterSequence, cancellationToken).ConfigureAwait(false);

        // When this condition does not hold, somebody else has logged the entry too and gone on.
        var cleared = stored.Value with { Pending = null };
        await store.PutJsonAsync(
            RegistryPaths.Aliases(model), cleared, PutCondition.IfUnchanged(stored.ETag), cancellationToken).ConfigureAwait(false);
    }

    private Task<StoredJson<AliasDocument>?> ReadAsync(ModelName model, CancellationToken cancellationToken) =>
        store.GetJsonAsync<AliasDocument>(RegistryPaths.Aliases(model), cancellationToken);

    private AuditEntry Describe(AliasChange change, long revision, ModelAlias? current, ModelAlias next) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"registry/{change.Model}/aliases/{revision}"),
        Time = time.GetUtcNow(),
        Actor = change.Actor,
        Action = change.Action,
        Model = change.Model.Value,
        Subject = change.Alias,
        From = current?.Version.ToString(CultureInfo.InvariantCulture),
        To = next.Version.ToString(CultureInfo.InvariantCulture),
        Reason = change.Reason,
    };
}
