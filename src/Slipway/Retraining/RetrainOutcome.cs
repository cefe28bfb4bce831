using Slipway.Training;

namespace Slipway.Retraining;

/// <summary>What became of a model that was looked at for retraining.</summary>
/// <param name="Decision">Whether it was due, and why.</param>
/// <param name="Run">The run; null when it was not due.</param>
/// <param name="Problems">Why there is no run although it was due, such as <c>retrain.running</c>; else empty.</param>
public sealed record RetrainOutcome(RetrainDecision Decision, TrainingRun? Run, IReadOnlyList<Slipway.Learning.Results.Problem> Problems);
