namespace Slipway.Registry;

/// <summary>Where an alias points, and where it pointed before.</summary>
/// <param name="Version">The version.</param>
/// <param name="Previous">
/// The versions before, oldest first; a promotion adds to it and a rollback takes from it, so that rolling back again goes further back.
/// </param>
public sealed record ModelAlias(int Version, IReadOnlyList<int> Previous);
