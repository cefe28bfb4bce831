using Slipway.Learning.Performance;
using Slipway.Learning.Results;
using Slipway.Monitoring.Reports;
using Slipway.Registry;
using Slipway.Serving;

namespace Slipway.Scoring;

/// <summary>Model versions to score with, the most recently used of which stay loaded. Thread-safe.</summary>
public sealed class ScoringModels(ModelRegistry registry)
{
    private const int MaxLoaded = 4;

    private readonly VersionCache _loaded = new(new RegistrySource(registry), MaxLoaded);

    // A version never changes, and the ranges of a file come one after the other.
    private volatile VersionTally? _tally;

    /// <summary>The number of the version that serves; or the problems of <see cref="ModelRegistry.ResolveAsync"/>.</summary>
    public Task<Result<int>> FindChampionAsync(ModelName model, CancellationToken cancellationToken) =>
        registry.ResolveAsync(model, ModelCatalog.ChampionAlias, cancellationToken);

    /// <summary>A version, ready to predict; or why it is not.</summary>
    public Task<Result<ServedModel>> LoadAsync(ModelName model, int version, CancellationToken cancellationToken) =>
        _loaded.GetAsync(model, version, cancellationToken);

    /// <summary>What the performance of a version is estimated with; null where its reference profile does not say, or there is none.</summary>
    public async Task<EstimationTally?> FindTallyAsync(ModelName model, int version, CancellationToken cancellationToken)
    {
        if (_tally is { } last && last.Model == model && last.Version == version)
        {
            return last.Tally;
        }

        var read = await MakeDriftReport.ReadReferenceAsync(registry, model, version, cancellationToken).ConfigureAwait(false);
        var tally = read.TryGetValue(out var reference) && reference.Performance is { } performance ? new EstimationTally(performance) : null;
        _tally = new VersionTally(model, version, tally);
        return tally;
    }

    private sealed record VersionTally(ModelName Model, int Version, EstimationTally? Tally);
}
