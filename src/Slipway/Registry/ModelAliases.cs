using Slipway.Storage;

namespace Slipway.Registry;

/// <summary>The aliases of a model.</summary>
/// <param name="Aliases">Where each alias points, by its name.</param>
/// <param name="ETag">The state that they were read in: it changes with every promotion and rollback.</param>
public sealed record ModelAliases(IReadOnlyDictionary<string, ModelAlias> Aliases, ETag ETag);
