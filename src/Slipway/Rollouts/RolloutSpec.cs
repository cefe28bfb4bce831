using System.Text.Json.Serialization;
using Slipway.Projects;

namespace Slipway.Rollouts;

/// <summary>What is asked of a rollout.</summary>
public sealed record RolloutSpec
{
    /// <summary>The variant of the version that answers by default.</summary>
    public const string ChampionVariant = "champion";

    /// <summary>The variant of a canary.</summary>
    public const string CanaryVariant = "canary";

    /// <summary>The variant of versions that are only asked, never answered.</summary>
    public const string ShadowVariant = "shadow";

    /// <summary>The variant of answers that the champion gave because another version failed; they are in no comparison.</summary>
    public const string FallbackVariant = "fallback";

    /// <summary>How the versions are tried. Default: canary.</summary>
    public RolloutStrategy Strategy { get; set; } = RolloutStrategy.Canary;

    /// <summary>The canary; only for that strategy.</summary>
    public int? Version { get; init; }

    /// <summary>The canary's ramp; <see langword="null"/> for the steps of the champion's <c>model.yaml</c>.</summary>
    public IReadOnlyList<RolloutStep>? Steps { get; init; }

    /// <summary>The versions with fixed shares; only for an A/B test.</summary>
    public IReadOnlyList<RolloutArm>? Arms { get; init; }

    /// <summary>The versions that are asked beside; for every strategy.</summary>
    public IReadOnlyList<int>? Shadows { get; init; }

    /// <summary>
    /// The feature whose value in the first row decides who answers; <see langword="null"/> for the header <c>X-Slipway-Key</c>. Requests
    /// without a key are shared out one by one.
    /// </summary>
    public string? KeyFeature { get; init; }

    /// <summary>What the versions must keep to; <see langword="null"/> for the rails of the champion's <c>model.yaml</c>.</summary>
    public GuardRails? Rails { get; init; }

    /// <summary>The versions that answer, with the shares that they have in a step.</summary>
    public IReadOnlyList<RolloutArm> ArmsAt(int step) => Strategy switch
    {
        RolloutStrategy.Canary => [new RolloutArm(CanaryVariant, Version!.Value, Steps![step].Percent)],
        RolloutStrategy.Ab => Arms!,
        _ => [],
    };

    /// <summary>The version of a variant; of the only one when none is named. <see langword="null"/> when that is none.</summary>
    public int? FindVersion(string? variant) => Strategy switch
    {
        RolloutStrategy.Canary when variant is null or CanaryVariant => Version,
        RolloutStrategy.Ab when variant is null => Arms is [var only] ? only.Version : null,
        RolloutStrategy.Ab => Arms!.FirstOrDefault(a => a.Name == variant)?.Version,
        RolloutStrategy.Shadow when variant is null or ShadowVariant => Shadows is [var only] ? only : null,
        _ => null,
    };

    /// <summary>The versions that are tried, each once.</summary>
    [JsonIgnore]
    public IEnumerable<int> Versions =>
        ((int?[])[Version]).OfType<int>().Concat((Arms ?? []).Select(a => a.Version)).Concat(Shadows ?? []).Distinct();
}
