using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Serving;

namespace Slipway.Scoring;

/// <summary>Model versions to score with, the most recently used of which stay loaded. Thread-safe.</summary>
public sealed class ScoringModels(ModelRegistry registry)
{
    private const int MaxLoaded = 4;

    private readonly VersionCache _loaded = new(new RegistrySource(registry), MaxLoaded);

    /// <summary>The number of the version that serves; or the problems of <see cref="ModelRegistry.ResolveAsync"/>.</summary>
    public Task<Result<int>> FindChampionAsync(ModelName model, CancellationToken cancellationToken) =>
        registry.ResolveAsync(model, ModelCatalog.ChampionAlias, cancellationToken);

    /// <summary>A version, ready to predict; or why it is not.</summary>
    public Task<Result<ServedModel>> LoadAsync(ModelName model, int version, CancellationToken cancellationToken) =>
        _loaded.GetAsync(model, version, cancellationToken);
}
