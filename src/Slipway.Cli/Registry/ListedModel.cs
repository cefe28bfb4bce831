using Slipway.Registry;

namespace Slipway.Cli.Registry;

/// <summary>A model in <c>slipway models list</c>; the metrics are the champion's.</summary>
internal sealed record ListedModel(
    ModelName Model, IReadOnlyDictionary<string, int> Aliases, IReadOnlyList<int> Versions, IReadOnlyDictionary<string, double>? Metrics);
