using System.Globalization;
using Slipway.Audit;
using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Rollouts;

/// <summary>
/// The rollouts of models. As with aliases, a change and its audit entry are one conditional write; the entry is appended to the log after
/// it, by whoever comes first. Safe for several threads and processes.
/// </summary>
public sealed class RolloutStore(IObjectStore store, AuditLog audit, TimeProvider time)
{
    private const int MaxAttempts = 100;

    /// <summary>The last rollout of a model, over or not; <see langword="null"/> when there was none.</summary>
    /// <exception cref="InvalidDataException">The document cannot be read.</exception>
    public async Task<Rollout?> FindAsync(ModelName model, CancellationToken cancellationToken) =>
        (await ReadAsync(model, cancellationToken).ConfigureAwait(false))?.Value.Current;

    /// <summary>All rollouts of a model that are remembered, newest first.</summary>
    public async Task<IReadOnlyList<Rollout>> ListAsync(ModelName model, CancellationToken cancellationToken)
    {
        var document = (await ReadAsync(model, cancellationToken).ConfigureAwait(false))?.Value;
        return document?.Current is null ? [] : [document.Current, .. document.Past.Reverse()];
    }

    /// <summary>Decides on the rollout as it is, and writes what was decided; again when somebody else wrote in between.</summary>
    /// <param name="model">The model.</param>
    /// <param name="decide">From the last rollout and the number of the change to what is to be; <see langword="null"/> for no change.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    internal async Task<Result<Rollout>> ChangeAsync(
        ModelName model, Func<Rollout?, long, Result<RolloutChange?>> decide, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stored = await CompleteAsync(model, cancellationToken).ConfigureAwait(false);
            var document = stored?.Value ?? new RolloutDocument();
            var decision = decide(document.Current, document.Revision + 1);
            if (!decision.IsSuccess)
            {
                return Result<Rollout>.Failure(decision.Problems);
            }

            var change = decision.Value;
            if (change is null)
            {
                return document.Current!;
            }

            var head = await audit.GetHeadAsync(cancellationToken).ConfigureAwait(false);
            var pending = new PendingAudit(Describe(change, document.Revision + 1), head.Sequence);
            var changed = document.With(change.Next, change.Former, pending);
            var condition = stored is null ? PutCondition.IfAbsent : PutCondition.IfUnchanged(stored.ETag);
            if (await store.PutJsonAsync(RolloutPaths.Document(model), changed, condition, cancellationToken).ConfigureAwait(false) is { } written)
            {
                await LogAsync(model, new(changed, written), cancellationToken).ConfigureAwait(false);
                return change.Next;
            }
        }

        return RolloutProblems.Conflict(model);
    }

    /// <summary>Logs the change that a crash left unlogged, if there is one.</summary>
    internal async Task<StoredJson<RolloutDocument>?> CompleteAsync(ModelName model, CancellationToken cancellationToken)
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

    private async Task LogAsync(ModelName model, StoredJson<RolloutDocument> stored, CancellationToken cancellationToken)
    {
        var pending = stored.Value.Pending!;
        await audit.AppendAsync(pending.Entry, pending.AfterSequence, cancellationToken).ConfigureAwait(false);

        // When this condition does not hold, somebody else has logged the entry too and gone on.
        var cleared = stored.Value with { Pending = null };
        await store.PutJsonAsync(
            RolloutPaths.Document(model), cleared, PutCondition.IfUnchanged(stored.ETag), cancellationToken).ConfigureAwait(false);
    }

    private Task<StoredJson<RolloutDocument>?> ReadAsync(ModelName model, CancellationToken cancellationToken) =>
        store.GetJsonAsync<RolloutDocument>(RolloutPaths.Document(model), cancellationToken);

    private AuditEntry Describe(RolloutChange change, long revision) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"registry/{change.Next.Model}/rollout/{revision}"),
        Time = time.GetUtcNow(),
        Actor = change.Actor,
        Action = change.Action,
        Model = change.Next.Model.Value,
        Subject = $"rollout {change.Next.Id}",
        From = change.From,
        To = change.To,
        Reason = change.Reason,
    };
}
