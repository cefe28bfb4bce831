using System.Text.Json.Serialization;
using Slipway.Registry;

namespace Slipway.Rollouts;

/// <summary>A rollout: what was asked, and what has been decided about it so far. What is seen of it is <see cref="RolloutReport"/>.</summary>
public sealed record Rollout
{
    /// <summary>Its name, unique for all time; who gets which variant depends on it.</summary>
    public required string Id { get; init; }

    /// <summary>The model.</summary>
    public required ModelName Model { get; init; }

    /// <summary>The version that was champion at the start, which everything is compared with.</summary>
    public required int Champion { get; init; }

    /// <summary>What was asked, complete. Never changes.</summary>
    public required RolloutSpec Spec { get; init; }

    /// <summary>When it started, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Who started it.</summary>
    public required string StartedBy { get; init; }

    /// <summary>Why it was started.</summary>
    public required string Reason { get; init; }

    /// <summary>Where it is.</summary>
    public RolloutPhase Phase { get; init; }

    /// <summary>The step of the ramp, 0-based; 0 without a ramp.</summary>
    public int Step { get; init; }

    /// <summary>When the step began, UTC.</summary>
    public required DateTimeOffset StepSince { get; init; }

    /// <summary>The version that is to be champion, once that is decided.</summary>
    public int? Target { get; init; }

    /// <summary>When it ended, UTC; <see langword="null"/> until then.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it ended, or is about to, with figures.</summary>
    public string? Outcome { get; init; }

    /// <summary>Whether nothing can happen to it any more.</summary>
    [JsonIgnore]
    public bool IsOver => Phase is not (RolloutPhase.Running or RolloutPhase.Promoting);

    /// <summary>The versions that answer, with their shares of now.</summary>
    [JsonIgnore]
    public IReadOnlyList<RolloutArm> Arms => Spec.ArmsAt(Step);
}
