using System.Collections.Frozen;
using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Rollouts;

namespace Slipway.Serving;

/// <summary>
/// The versions that serve. Each refresh compares the registry's aliases with what is loaded and swaps what changed in one atomic step:
/// a request keeps the version that it was given, and the next one gets the new. A version that cannot be loaded leaves the former in
/// place. Safe to use from several threads; finding a champion takes no lock.
/// </summary>
public sealed class ModelCatalog : IDisposable
{
    /// <summary>The alias of the version that serves by default.</summary>
    public const string ChampionAlias = "champion";

    /// <summary>The other versions that are kept loaded.</summary>
    public const int MaxOtherVersions = 16;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxWaitForFirst = TimeSpan.FromSeconds(5);

    private readonly IModelSource _source;
    private readonly TimeProvider _time;
    private readonly VersionCache _others;
    private readonly SemaphoreSlim _refreshing = new(1);
    private volatile FrozenDictionary<string, CatalogEntry>? _entries;
    private Task<IReadOnlyList<CatalogChange>>? _begun;
    private volatile Task _first = Task.CompletedTask;

    /// <summary>Makes an empty catalog of a registry; <see cref="RefreshAsync(CancellationToken)"/> fills it.</summary>
    public ModelCatalog(ModelRegistry registry, RolloutStore rollouts, TimeProvider time)
        : this(new RegistrySource(registry, rollouts), time)
    {
    }

    internal ModelCatalog(IModelSource source, TimeProvider time)
    {
        (_source, _time) = (source, time);
        _others = new VersionCache(source, MaxOtherVersions);
    }

    /// <summary>Whether the registry has been read once, so that an unknown model is one that does not exist.</summary>
    public bool IsReady => _entries is not null;

    /// <summary>All models, in the order of their names.</summary>
    public IReadOnlyList<CatalogEntry> Entries => [.. (_entries?.Values ?? []).OrderBy(e => e.Model.Value, StringComparer.Ordinal)];

    /// <summary>The name of the model where there is exactly one; else <see langword="null"/>.</summary>
    public string? OnlyModel => _entries is { Count: 1 } entries ? entries.Keys[0] : null;

    /// <summary>
    /// Begins the first refresh, so that models load while the host is still being put together. What it finds is the answer of the first
    /// <see cref="RefreshAsync(CancellationToken)"/>, and requests that come before its end wait for it a little.
    /// </summary>
    public void BeginRefresh(CancellationToken cancellationToken)
    {
        _begun = Task.Run(() => RefreshNowAsync(cancellationToken), cancellationToken);
        _first = _begun;
    }

    /// <summary>Brings the catalog up to date with the registry. Calls wait for each other.</summary>
    /// <returns>What changed, or failed to.</returns>
    public Task<IReadOnlyList<CatalogChange>> RefreshAsync(CancellationToken cancellationToken) =>
        Interlocked.Exchange(ref _begun, null) ?? RefreshNowAsync(cancellationToken);

    /// <summary>The version to answer a request with.</summary>
    /// <param name="model">The model's name as the caller gave it.</param>
    /// <param name="version">A version; <see langword="null"/> for the one of the alias.</param>
    /// <param name="alias">An alias; <see langword="null"/> for <see cref="ChampionAlias"/>.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>
    /// The version, or <c>serving.nameInvalid</c>, <c>serving.notReady</c>, <c>serving.modelNotFound</c>, <c>serving.aliasNotFound</c>,
    /// or why it does not load.
    /// </returns>
    public ValueTask<Result<ServedModel>> FindAsync(string model, int? version, string? alias, CancellationToken cancellationToken)
    {
        if (_entries is not { } entries)
        {
            return _first.IsCompleted ? new(NotReady()) : FindSoonAsync(model, version, alias, cancellationToken);
        }

        if (!entries.TryGetValue(model, out var entry))
        {
            return new(NotFound(model));
        }

        if (version is null && alias is null or ChampionAlias && entry.Champion is { } champion)
        {
            return new(champion.AsResult);
        }

        return FindOtherAsync(entry, version, alias ?? ChampionAlias, cancellationToken);
    }

    /// <summary>What the catalog knows of a model, or <see langword="null"/>.</summary>
    public CatalogEntry? FindEntry(ModelName model) => _entries?.GetValueOrDefault(model.Value);

    /// <summary>The rollout that shares out a model's requests; <see langword="null"/> when none runs.</summary>
    internal ActiveRollout? FindRollout(string model) =>
        _entries is { } entries && entries.TryGetValue(model, out var entry) ? entry.Rollout : null;

    /// <inheritdoc/>
    public void Dispose() => _refreshing.Dispose();

    /// <summary>Why a model of that name is not found: there is none, or the text is no name.</summary>
    public static Problem NotFound(string model) => ModelName.TryParse(model, out var name)
        ? new Problem("serving.modelNotFound", $"There is no model '{name}'. GET /api/models lists those that there are.")
        : new Problem("serving.nameInvalid", $"The model's name in the path is none: it is {ModelName.Rule}.");

    private async Task<IReadOnlyList<CatalogChange>> RefreshNowAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var before = _entries ?? FrozenDictionary<string, CatalogEntry>.Empty;
            var after = new Dictionary<string, CatalogEntry>(StringComparer.Ordinal);
            var changes = new List<CatalogChange>();
            foreach (var model in await _source.ListModelsAsync(cancellationToken).ConfigureAwait(false))
            {
                var former = before.GetValueOrDefault(model.Value);
                var entry = await RefreshAsync(model, former, changes, cancellationToken).ConfigureAwait(false);
                after.Add(model.Value, await RefreshRolloutAsync(entry, former, cancellationToken).ConfigureAwait(false));
            }

            _entries = after.ToFrozenDictionary(StringComparer.Ordinal);
            return changes;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private async ValueTask<Result<ServedModel>> FindSoonAsync(
        string model, int? version, string? alias, CancellationToken cancellationToken)
    {
        await Task.WhenAny(_first, Task.Delay(MaxWaitForFirst, _time, cancellationToken)).ConfigureAwait(false);
        return IsReady ? await FindAsync(model, version, alias, cancellationToken).ConfigureAwait(false) : NotReady();
    }

    private async ValueTask<Result<ServedModel>> FindOtherAsync(
        CatalogEntry entry, int? version, string alias, CancellationToken cancellationToken)
    {
        if (version is null && !entry.Aliases.ContainsKey(alias))
        {
            return new Problem(
                "serving.aliasNotFound", $"Model '{entry.Model}' has no version of that alias. Promote one, or name a version.");
        }

        int wanted = version ?? entry.Aliases[alias];
        if (entry.Champion is { } champion && champion.Manifest.Version == wanted)
        {
            return champion.AsResult;
        }

        return wanted == entry.ChampionVersion && entry.Faults.Count > 0
            ? Result<ServedModel>.Failure(entry.Faults)
            : await _others.GetAsync(entry.Model, wanted, cancellationToken).ConfigureAwait(false);
    }

    private async Task<CatalogEntry> RefreshAsync(
        ModelName model, CatalogEntry? former, List<CatalogChange> changes, CancellationToken cancellationToken)
    {
        var read = await TryAsync(() => _source.GetAliasesAsync(model, cancellationToken), model).ConfigureAwait(false);
        if (!read.TryGetValue(out var aliases))
        {
            var kept = (former ?? new CatalogEntry(model, FrozenDictionary<string, int>.Empty, null, [])) with { Faults = read.Problems };
            return Note(kept, former, kept.ChampionVersion, changes);
        }

        var entry = new CatalogEntry(model, aliases.ToFrozenDictionary(StringComparer.Ordinal), former?.Champion, []);
        if (entry.ChampionVersion is not { } wanted)
        {
            return Note(entry with { Champion = null }, former, null, changes);
        }

        if (former?.Champion?.Manifest.Version == wanted)
        {
            return entry;
        }

        var now = _time.GetUtcNow();
        if (former is { Faults.Count: > 0 } && former.ChampionVersion == wanted && now < former.RetryAt)
        {
            return entry with { Faults = former.Faults, RetryAt = former.RetryAt };
        }

        var loaded = await TryAsync(() => _source.LoadAsync(model, wanted, cancellationToken), model).ConfigureAwait(false);
        entry = loaded.TryGetValue(out var champion)
            ? entry with { Champion = champion }
            : entry with { Faults = loaded.Problems, RetryAt = now + RetryDelay };
        return Note(entry, former, wanted, changes);
    }

    private async Task<CatalogEntry> RefreshRolloutAsync(CatalogEntry entry, CatalogEntry? former, CancellationToken cancellationToken)
    {
        var read = await TryAsync(() => _source.GetRolloutAsync(entry.Model, cancellationToken), entry.Model).ConfigureAwait(false);
        if (!read.IsSuccess)
        {
            // What runs goes on running while the store does not answer, as long as it is about the champion that serves.
            return ReferenceEquals(former?.Rollout?.Champion.Model, entry.Champion) ? entry with { Rollout = former?.Rollout } : entry;
        }

        if (read.Value is not { IsOver: false } rollout || entry.Champion is not { } champion || champion.Manifest.Version != rollout.Champion)
        {
            return entry;
        }

        var running = former?.Rollout?.State.Id == rollout.Id ? former.Rollout : null;
        if (running is not null && running.State.Step == rollout.Step && ReferenceEquals(running.Champion.Model, champion))
        {
            return entry with { Rollout = running };
        }

        var versions = new Dictionary<int, ServedModel>();
        foreach (int version in rollout.Spec.Versions)
        {
            var loaded = await TryAsync(() => _others.GetAsync(entry.Model, version, cancellationToken), entry.Model).ConfigureAwait(false);
            if (!loaded.TryGetValue(out var model))
            {
                return entry with { RolloutFault = new RolloutFault(rollout, loaded.Problems) };
            }

            versions.Add(version, model);
        }

        return entry with { Rollout = new ActiveRollout(rollout, champion, versions, running?.Traffic) };
    }

    private static Problem NotReady() => new("serving.notReady", "The models are being loaded. Ask again in a moment.");

    /// <summary>One damaged model must not keep the others from being refreshed.</summary>
    private static async Task<Result<T>> TryAsync<T>(Func<Task<Result<T>>> read, ModelName model)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return new Problem("store.unreadable", $"Model '{model}' cannot be read from the store: {e.Message}");
        }
    }

    private static CatalogEntry Note(CatalogEntry entry, CatalogEntry? former, int? wanted, List<CatalogChange> changes)
    {
        int? from = former?.Champion?.Manifest.Version;
        bool isNews = entry.Faults.Count > 0 ? former is null || !entry.Faults.SequenceEqual(former.Faults) : from != wanted;
        if (isNews)
        {
            changes.Add(new CatalogChange(entry.Model, from, wanted, entry.Faults)
            {
                UnknownRedactions = entry.Faults.Count > 0 ? [] : entry.Champion?.Recording.UnknownRedactions ?? [],
            });
        }

        return entry;
    }
}
