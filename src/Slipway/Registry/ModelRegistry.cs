using System.Text.RegularExpressions;
using Slipway.Audit;
using Slipway.Learning.Results;
using Slipway.Storage;

namespace Slipway.Registry;

/// <summary>
/// The registry: immutable model versions, numbered from 1, and the aliases that point at them. Every change is in the audit log. Safe
/// for several
/// threads and processes; a crash at any point leaves aliases that point at complete versions, and what is missing in the log is added by
/// the next change of the same model or by <see cref="CompleteAsync"/>.
/// </summary>
/// <remarks>Numbers increase but can skip one, where a registration did not come to its end.</remarks>
public sealed partial class ModelRegistry
{
    private const int MaxPreviousVersions = 100;
    private const int FormatVersion = 1;

    private readonly IObjectStore _store;
    private readonly VersionStore _versions;
    private readonly AliasStore _aliases;

    /// <summary>Opens the registry in a store.</summary>
    public ModelRegistry(IObjectStore store, AuditLog audit, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(audit);
        ArgumentNullException.ThrowIfNull(time);
        _store = store;
        _versions = new VersionStore(store, audit, time);
        _aliases = new AliasStore(store, audit, time);
    }

    /// <summary>Registers a version: writes its files, then the manifest with which it exists.</summary>
    /// <param name="candidate">The trained model.</param>
    /// <param name="actor">Who registers it, for the audit log.</param>
    /// <param name="cancellationToken">Ends the call early; the registration can be tried again.</param>
    /// <returns>
    /// The manifest of the version, of the earlier one where the run was registered before; or the problems <c>registry.actorMissing</c>,
    /// <c>registry.actorTooLong</c>.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The candidate has no name, no ONNX, or a run id that cannot be part of an object's name.
    /// </exception>
    public async Task<Result<ModelManifest>> RegisterAsync(ModelCandidate candidate, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ThrowIfNameless(candidate.Model);
        if (candidate.Onnx.IsEmpty || !RunIdPattern().IsMatch(candidate.Lineage.RunId))
        {
            throw new ArgumentException(
                "A candidate has an ONNX file, and a run id of 1 to 128 letters, digits, hyphens, dots and underscores.", nameof(
                    candidate));
        }

        var problems = RegistryProblems.CheckActor(actor).ToList();
        return problems.Count > 0
            ? Result<ModelManifest>.Failure(problems)
            : await _versions.RegisterAsync(candidate, actor, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Points an alias at a version. Nothing changes, and nothing is logged, when it points there already.</summary>
    /// <param name="model">The model.</param>
    /// <param name="version">The version, which must be registered.</param>
    /// <param name="alias">The alias, made when there is none yet.</param>
    /// <param name="reason">Why, for the audit log.</param>
    /// <param name="actor">Who, for the audit log.</param>
    /// <param name="ifUnchanged">The state that the aliases must still be in; <see langword="null"/> for any.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>
    /// The alias as it is now; or every problem of <c>registry.aliasInvalid</c>, <c>registry.reasonMissing</c>,
    /// <c>registry.reasonTooLong</c>,
    /// <c>registry.actorMissing</c>, <c>registry.actorTooLong</c>, <c>registry.modelNotFound</c>, <c>registry.versionNotFound</c>,
    /// <c>registry.formatNewer</c>; or <c>registry.conflict</c>.
    /// </returns>
    public async Task<Result<ModelAlias>> PromoteAsync(
        ModelName model, int version, string alias, string reason, string actor, ETag? ifUnchanged, CancellationToken cancellationToken)
    {
        ThrowIfNameless(model);
        var problems = CheckChange(alias, reason, actor);
        problems.AddRange((await GetManifestAsync(model, version, cancellationToken).ConfigureAwait(false)).Problems);
        if (problems.Count > 0)
        {
            return Result<ModelAlias>.Failure(problems);
        }

        await _versions.CompleteAsync(model, version, cancellationToken).ConfigureAwait(false);
        var change = new AliasChange(model, alias, AuditActions.AliasPromoted, reason, actor)
        {
            IfUnchanged = ifUnchanged,
            Decide = current => Task.FromResult<Result<ModelAlias>>(current switch
            {
                null => new ModelAlias(version, []),
                { } same when same.Version == version => same,
                _ => new ModelAlias(version, [.. current.Previous.TakeLast(MaxPreviousVersions - 1), current.Version]),
            }),
        };
        return await _aliases.ChangeAsync(change, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Points an alias back at the version that it pointed at before. Rolling back again goes further back, so a caller that may try
    /// twice passes the
    /// state that it saw.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="reason">Why, for the audit log.</param>
    /// <param name="actor">Who, for the audit log.</param>
    /// <param name="ifUnchanged">The state that the aliases must still be in; <see langword="null"/> for any.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>
    /// The alias as it is now; or the problems of a promotion, <c>registry.aliasNotFound</c>, or <c>registry.nothingToRollBackTo</c>.
    /// </returns>
    public async Task<Result<ModelAlias>> RollBackAsync(
        ModelName model, string alias, string reason, string actor, ETag? ifUnchanged, CancellationToken cancellationToken)
    {
        ThrowIfNameless(model);
        var problems = CheckChange(alias, reason, actor);
        if (problems.Count > 0)
        {
            return Result<ModelAlias>.Failure(problems);
        }

        var change = new AliasChange(model, alias, AuditActions.AliasRolledBack, reason, actor)
        {
            IfUnchanged = ifUnchanged,
            Decide = current => DecideRollBackAsync(model, alias, current, cancellationToken),
        };
        return await _aliases.ChangeAsync(change, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The aliases of a model; or <c>registry.modelNotFound</c>.</summary>
    public async Task<Result<ModelAliases>> GetAliasesAsync(ModelName model, CancellationToken cancellationToken)
    {
        ThrowIfNameless(model);
        if (await _aliases.FindAsync(model, cancellationToken).ConfigureAwait(false) is { } document)
        {
            return document.ToAliases();
        }

        var versions = await ListVersionsAsync(model, cancellationToken).ConfigureAwait(false);
        return versions.IsSuccess ? new AliasDocument().ToAliases() : Result<ModelAliases>.Failure(versions.Problems);
    }

    /// <summary>The number of the version that a reference stands for: a version number or an alias.</summary>
    /// <returns>
    /// The number; or <c>registry.modelNotFound</c>, <c>registry.versionNotFound</c>, <c>registry.aliasNotFound</c> or
    /// <c>registry.aliasInvalid</c>.
    /// </returns>
    public async Task<Result<int>> ResolveAsync(ModelName model, string reference, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(reference);
        if (RegistryPaths.TryParseVersion(reference, out int version))
        {
            var manifest = await GetManifestAsync(model, version, cancellationToken).ConfigureAwait(false);
            return manifest.IsSuccess ? version : Result<int>.Failure(manifest.Problems);
        }

        if (RegistryProblems.CheckAlias(reference).FirstOrDefault() is { } problem)
        {
            return problem;
        }

        var aliases = await GetAliasesAsync(model, cancellationToken).ConfigureAwait(false);
        if (!aliases.TryGetValue(out var found))
        {
            return Result<int>.Failure(aliases.Problems);
        }

        return found.Aliases.TryGetValue(reference, out var alias) ? alias.Version : RegistryProblems.AliasNotFound(model, reference);
    }

    /// <summary>
    /// Finishes what crashed processes left unfinished: registrations whose files are all there, and changes that are not in the audit
    /// log yet. For
    /// the start of a host; may run at any time.
    /// </summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        var files = new Dictionary<(ModelName Model, int Version), bool>();
        var entries = _store.ListAsync(RegistryPaths.Container, RegistryPaths.ModelsPrefix, cancellationToken);
        await foreach (var entry in entries.ConfigureAwait(false))
        {
            if (RegistryPaths.Parse(entry.Path) is { } file)
            {
                var key = (file.Model, file.Version);
                files[key] = files.GetValueOrDefault(key) || file.File == RegistryPaths.Audited;
            }
        }

        foreach (var ((model, version), _) in files.Where(f => !f.Value))
        {
            await _versions.CompleteAsync(model, version, cancellationToken).ConfigureAwait(false);
        }

        foreach (var model in files.Keys.Select(k => k.Model).Distinct())
        {
            await _aliases.CompleteAsync(model, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Result<ModelAlias>> DecideRollBackAsync(
        ModelName model, string alias, ModelAlias? current, CancellationToken cancellationToken)
    {
        if (current is null)
        {
            var versions = await ListVersionsAsync(model, cancellationToken).ConfigureAwait(false);
            return versions.IsSuccess ? RegistryProblems.AliasNotFound(model, alias) : Result<ModelAlias>.Failure(versions.Problems);
        }

        if (current.Previous.Count == 0)
        {
            return RegistryProblems.NothingToRollBackTo(model, alias, current.Version);
        }

        int target = current.Previous[^1];

        // Somebody may have removed the folder by hand since.
        var manifest = await GetManifestAsync(model, target, cancellationToken).ConfigureAwait(false);
        return manifest.IsSuccess
            ? new ModelAlias(target, [.. current.Previous.SkipLast(1)])
            : Result<ModelAlias>.Failure(manifest.Problems);
    }

    private static List<Problem> CheckChange(string alias, string reason, string actor) =>
        [.. RegistryProblems.CheckAlias(alias), .. RegistryProblems.CheckReason(reason), .. RegistryProblems.CheckActor(actor)];

    private static void ThrowIfNameless(ModelName model)
    {
        if (model == default)
        {
            throw new ArgumentException("The default name names no model.", nameof(model));
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RunIdPattern();
}
