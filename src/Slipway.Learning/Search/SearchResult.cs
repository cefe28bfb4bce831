namespace Slipway.Learning.Search;

/// <summary>What a search has found.</summary>
/// <param name="Metric">The metric by which trials were compared.</param>
/// <param name="Trials">All trials in their order, the failed ones among them.</param>
/// <param name="Best">The completed trial with the best score; of equal ones the first.</param>
/// <param name="FoldCount">The number of folds that each trial was tested on.</param>
/// <param name="Notes">What a reader must know about the search, in plain sentences.</param>
/// <param name="EndedByTime">
/// Whether the time limit ended it before all trials had run. A search without a time limit and with <see cref="SearchOptions.Trials"/>
/// set to the number of <paramref name="Trials"/> repeats it exactly.
/// </param>
public sealed record SearchResult(
    string Metric, IReadOnlyList<Trial> Trials, Trial Best, int FoldCount, IReadOnlyList<string> Notes, bool EndedByTime)
{
    /// <summary>What to fit to all rows: the best trial, unless the options allow an ensemble or a calibration that is better.</summary>
    public ModelPlan Plan { get; init; } = new([new PlanMember(Best, 1)], null);

    /// <summary>The number of trials that completed; the others failed or were stopped early.</summary>
    public int CompletedTrials => Trials.Count(trial => trial.Status == TrialStatus.Completed);
}
