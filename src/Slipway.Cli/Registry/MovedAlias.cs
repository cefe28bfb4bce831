using Slipway.Registry;

namespace Slipway.Cli.Registry;

/// <summary>Where an alias points after a change, and where it did before.</summary>
internal sealed record MovedAlias(ModelName Model, string Alias, int Version, IReadOnlyList<int> Previous);
