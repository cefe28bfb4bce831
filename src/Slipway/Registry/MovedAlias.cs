namespace Slipway.Registry;

/// <summary>Where an alias points after a change, and where it did before.</summary>
/// <param name="Model">The model.</param>
/// <param name="Alias">The alias.</param>
/// <param name="Version">The version that it points to now.</param>
/// <param name="Previous">The versions that it pointed to before, the latest last.</param>
public sealed record MovedAlias(ModelName Model, string Alias, int Version, IReadOnlyList<int> Previous);
