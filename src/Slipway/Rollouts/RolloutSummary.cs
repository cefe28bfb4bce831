namespace Slipway.Rollouts;

/// <summary>What one process has seen of a rollout: <c>registry/models/&lt;model&gt;/rollouts/&lt;id&gt;/&lt;instance&gt;.json</c>.</summary>
/// <param name="Instance">The process.</param>
/// <param name="Step">The step that <see cref="VariantSummary.StepRequests"/> counts.</param>
/// <param name="UpdatedAt">When it was written, UTC.</param>
/// <param name="Variants">The variants.</param>
/// <param name="Rails">What the rails say by this process's counters, over the step.</param>
public sealed record RolloutSummary(
    string Instance, int Step, DateTimeOffset UpdatedAt, IReadOnlyList<VariantSummary> Variants, IReadOnlyList<RailReading> Rails);
