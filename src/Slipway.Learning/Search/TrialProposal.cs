namespace Slipway.Learning.Search;

/// <summary>What is to be tried.</summary>
/// <param name="Number">The number of the trial, from 1.</param>
/// <param name="Trainer">The trainer.</param>
/// <param name="Values">The value of every hyperparameter, by name.</param>
/// <param name="IsFirst">Whether nothing was proposed of this trainer before.</param>
internal sealed record TrialProposal(int Number, TrainerHistory Trainer, IReadOnlyDictionary<string, double> Values, bool IsFirst);
