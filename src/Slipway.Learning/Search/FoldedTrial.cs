using Slipway.Learning.Training;

namespace Slipway.Learning.Search;

/// <summary>A trial on every fold, in one go or by stages, and what has become of it.</summary>
internal sealed class FoldedTrial(TrialProposal proposal, int folds)
{
    /// <summary>What is tried.</summary>
    public TrialProposal Proposal => proposal;

    public ITrainer Trainer => proposal.Trainer.Trainer;

    /// <summary>What is done with it now, or was done last.</summary>
    public TrialStep Step { get; set; }

    /// <summary>The models of each fold that grow; null where they do not.</summary>
    public IStagedFit?[] Fits { get; } = new IStagedFit?[folds];

    /// <summary>What became of each fold when it was last scored, or why it failed.</summary>
    public FoldOutcome?[] Outcomes { get; } = new FoldOutcome?[folds];

    /// <summary>The rounds of the models that are scored; null where they have none.</summary>
    public int? Rounds { get; set; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>The values of its hyperparameters, with the rounds that were scored.</summary>
    public IReadOnlyDictionary<string, double> Values => Rounds is not { } rounds
        ? proposal.Values
        : proposal.Values.ToDictionary(
            pair => pair.Key, pair => pair.Key == proposal.Trainer.Space.Rounds ? rounds : pair.Value, StringComparer.Ordinal);

    /// <summary>Why it failed; null where it did not.</summary>
    public string? Failure => Array.Find(Outcomes, outcome => outcome?.Failure is not null)?.Failure;

    /// <summary>The step after this one, where it goes on; null where it has been scored.</summary>
    public TrialStep? Next()
    {
        if (Fits[0] is not { } first)
        {
            return Step == TrialStep.Look ? TrialStep.Begin : null;
        }

        if (Step == TrialStep.Score)
        {
            return null;
        }

        // The folds stop together, so that their models have a number of rounds in common, which is then that of the final model.
        double[] losses = [.. first.Losses.Select((_, round) => Fits.Average(fit => fit!.Losses[round]))];
        if (!first.Plan.IsDone(losses))
        {
            return TrialStep.Grow;
        }

        Rounds = Enumerable.Range(0, losses.Length).MinBy(round => losses[round]);
        return TrialStep.Score;
    }
}
