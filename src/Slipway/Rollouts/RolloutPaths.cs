using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Rollouts;

/// <summary>Where rollouts are kept.</summary>
internal static class RolloutPaths
{
    public const string Container = RegistryPaths.Container;

    public static ObjectPath Document(ModelName model) => new(Container, $"{RegistryPaths.ModelsPrefix}{model}/rollout.json");

    /// <summary>What a process has seen of a rollout.</summary>
    public static ObjectPath Summary(ModelName model, string rolloutId, string instance) =>
        new(Container, $"{SummariesPrefix(model, rolloutId)}{instance}.json");

    public static string SummariesPrefix(ModelName model, string rolloutId) => $"{RegistryPaths.ModelsPrefix}{model}/rollouts/{rolloutId}/";
}
