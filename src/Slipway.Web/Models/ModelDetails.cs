using Slipway.Registry;

namespace Slipway.Web.Models;

/// <summary>The answer to <c>GET /api/models/{model}</c>.</summary>
internal sealed record ModelDetails(
    ModelName Name, IReadOnlyList<int> Versions, IReadOnlyDictionary<string, int> Aliases, ChampionSummary? Champion);

/// <summary>What is said of the version that serves.</summary>
internal sealed record ChampionSummary(int Version, string Trainer, DateTimeOffset CreatedAt, IReadOnlyDictionary<string, double> Metrics)
{
    public static ChampionSummary Of(ModelManifest manifest) =>
        new(manifest.Version, manifest.Trainer, manifest.CreatedAt, manifest.Metrics);
}
