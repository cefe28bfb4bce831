using System.Globalization;
using Slipway.Audit;
using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Rollouts;

/// <summary>
/// The rollouts of models. A change and its audit entry are one conditional write; the entry is appended to the log after it, by whoever
/// comes first. Safe for several threads and processes.
/// </summary>
public sealed class RolloutStore(IObjectStore store, AuditLog audit, TimeProvider time)
{
    private const int MaxAttempts = 100;

    private readonly AuditedDocuments<RolloutDocument> _documents = new(store, audit);

    /// <summary>The last rollout of a model, over or not; <see langword="null"/> when there was none.</summary>
    /// <exception cref="InvalidDataException">The document cannot be read.</exception>
    public async Task<Rollout?> FindAsync(ModelName model, CancellationToken cancellationToken) =>
        (await _documents.ReadAsync(RolloutPaths.Document(model), cancellationToken).ConfigureAwait(false))?.Value.Current;

    /// <summary>All rollouts of a model that are remembered, newest first.</summary>
    public async Task<IReadOnlyList<Rollout>> ListAsync(ModelName model, CancellationToken cancellationToken)
    {
        var document = (await _documents.ReadAsync(RolloutPaths.Document(model), cancellationToken).ConfigureAwait(false))?.Value;
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

            var entry = Describe(change, document.Revision + 1);
            if (await _documents.TryChangeAsync(
                RolloutPaths.Document(model), stored, entry, pending => document.With(change.Next, change.Former, pending), cancellationToken)
                .ConfigureAwait(false))
            {
                return change.Next;
            }
        }

        return RolloutProblems.Conflict(model);
    }

    /// <summary>Logs the change that a crash left unlogged, if there is one.</summary>
    internal Task<StoredJson<RolloutDocument>?> CompleteAsync(ModelName model, CancellationToken cancellationToken) =>
        _documents.CompleteAsync(RolloutPaths.Document(model), cancellationToken);

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
