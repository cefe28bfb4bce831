using System.Globalization;
using Slipway.Audit;
using Slipway.Learning.Results;
using Slipway.Storage;

namespace Slipway.Registry;

/// <summary>Changes aliases, each change with its audit entry. The alias document is the truth.</summary>
internal sealed class AliasStore(IObjectStore store, AuditLog audit, TimeProvider time)
{
    private const int MaxAttempts = 200;

    private readonly AuditedDocuments<AliasDocument> _documents = new(store, audit);

    public async Task<AliasDocument?> FindAsync(ModelName model, CancellationToken cancellationToken) =>
        (await _documents.ReadAsync(RegistryPaths.Aliases(model), cancellationToken).ConfigureAwait(false))?.Value;

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

            var entry = Describe(change, document.Revision + 1, current, next);
            if (await _documents.TryChangeAsync(
                RegistryPaths.Aliases(change.Model), stored, entry, pending => document.With(change.Alias, next, pending), cancellationToken)
                .ConfigureAwait(false))
            {
                return next;
            }
        }

        return RegistryProblems.Conflict(change.Model);
    }

    /// <summary>Logs the change that a crash left unlogged, if there is one.</summary>
    /// <returns>The aliases, with nothing pending.</returns>
    public Task<StoredJson<AliasDocument>?> CompleteAsync(ModelName model, CancellationToken cancellationToken) =>
        _documents.CompleteAsync(RegistryPaths.Aliases(model), cancellationToken);

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
