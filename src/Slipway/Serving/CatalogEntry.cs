using System.Collections.Frozen;
using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Rollouts;

namespace Slipway.Serving;

/// <summary>What the catalog knows of a model at one moment. Immutable.</summary>
/// <param name="Model">The model.</param>
/// <param name="Aliases">The versions that its aliases point to.</param>
/// <param name="Champion">The version that serves; <see langword="null"/> when there is none that loads.</param>
/// <param name="Faults">Why the champion that the registry names does not serve; empty when it does.</param>
public sealed record CatalogEntry(
    ModelName Model, FrozenDictionary<string, int> Aliases, ServedModel? Champion, IReadOnlyList<Problem> Faults)
{
    /// <summary>The moment after which a champion that did not load is tried again.</summary>
    internal DateTimeOffset RetryAt { get; init; }

    /// <summary>The rollout that runs and whose versions are all loaded; <see langword="null"/> when there is none.</summary>
    internal ActiveRollout? Rollout { get; init; }

    /// <summary>A rollout that should run and does not, because a version of it does not load.</summary>
    internal RolloutFault? RolloutFault { get; init; }

    internal int? ChampionVersion => Aliases.TryGetValue(ModelCatalog.ChampionAlias, out int version) ? version : null;
}
