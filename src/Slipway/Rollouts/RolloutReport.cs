namespace Slipway.Rollouts;

/// <summary>A rollout, and what is seen of it.</summary>
/// <param name="Rollout">What was asked and decided.</param>
/// <param name="Status">What is seen, over all servers.</param>
public sealed record RolloutReport(Rollout Rollout, RolloutStatus Status);
