namespace Slipway.Learning.Search;

/// <summary>A trainer with certain hyperparameters, tested by cross-validation.</summary>
/// <param name="Number">The number of the trial, from 1, in the order in which they ran.</param>
/// <param name="Trainer">The name of the trainer.</param>
/// <param name="Parameters">The value of every hyperparameter of the trainer, by name.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Metrics">The metrics of the task that are defined, by name; empty where the trial failed.</param>
/// <param name="Duration">How long it took. The only part of a trial that differs between runs.</param>
public sealed record Trial(
    int Number,
    string Trainer,
    IReadOnlyDictionary<string, double> Parameters,
    TrialStatus Status,
    IReadOnlyDictionary<string, MetricSummary> Metrics,
    TimeSpan Duration)
{
    /// <summary>Why it failed; null where it completed.</summary>
    public string? Failure { get; init; }

    /// <summary>The mean of the metric of the search; null where the trial did not complete.</summary>
    public double? Score { get; init; }
}
