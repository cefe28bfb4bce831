using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Slipway.Projects;
using Slipway.Rollouts;
using Slipway.Serving;
using Slipway.Storage;
using Slipway.Web.Responses;

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
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        MaxDepth = JsonRowReader.MaxDepth,
        TypeInfoResolver = WebJsonContext.Default,
    };

    static RolloutBody() => EnumNames.AddTo(Json);

    /// <summary>How a body of requests about rollouts is read.</summary>
    public static JsonTypeInfo<T> TypeOf<T>() => WebJson.TypeOf<T>(Json);

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
