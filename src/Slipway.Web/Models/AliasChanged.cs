using Slipway.Registry;

namespace Slipway.Web.Models;

/// <summary>Where an alias points after a change, and where it did before.</summary>
internal sealed record AliasChanged(ModelName Model, string Alias, int Version, IReadOnlyList<int> Previous);
