using System.Text.Json;
using System.Text.Json.Serialization;
using Slipway.Projects;
using Slipway.Rollouts;
using Slipway.Serving;

namespace Slipway.Web.Rollouts;

/// <summary>The bodies of requests about rollouts.</summary>
internal sealed record RolloutBody(
    RolloutStrategy? Strategy,
    int? Version,
    IReadOnlyList<RolloutStep>? Steps,
    IReadOnlyList<RolloutArm>? Arms,
    IReadOnlyList<int>? Shadows,
    string? KeyFeature,
    GuardRails? Rails,
    string? Reason)
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        MaxDepth = JsonRowReader.MaxDepth,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public RolloutSpec ToSpec() => new()
    {
        Strategy = Strategy ?? RolloutStrategy.Canary,
        Version = Version,
        Steps = Steps,
        Arms = Arms,
        Shadows = Shadows,
        KeyFeature = KeyFeature,
        Rails = Rails,
    };
}

/// <summary>The body of a decision about a running rollout.</summary>
internal sealed record DecisionBody(string? Variant, string? Reason);
