using Slipway.Learning.Calibrating;
using Slipway.Learning.Evaluation;

namespace Slipway.Learning.Search;

/// <summary>How a search for the best model runs.</summary>
public sealed record SearchOptions
{
    /// <summary>How many models are tried; at least 1. Default: 30.</summary>
    public int Trials { get; init; } = 30;

    /// <summary>
    /// The time in which search and fit should end; above 0, or null for no limit, which is the default. No trial starts that, as far as the
    /// trials before it tell, would end too late. One under way is finished, and the search goes on until one has completed. What was found
    /// then depends on the machine's speed: bound by trials to repeat a search.
    /// </summary>
    public TimeSpan? MaxTime { get; init; }

    /// <summary>Into how many folds the rows are split; at least 2. Default: 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>The metric by which trials are compared; null takes <see cref="Metrics.DefaultFor"/>, which is the default.</summary>
    public string? Metric { get; init; }

    /// <summary>
    /// How the probabilities of the chosen model are calibrated, fitted on the predictions for the folds that it was not trained on.
    /// Default: <see cref="CalibrationMethod.None"/>.
    /// </summary>
    public CalibrationMethod Calibration { get; init; } = CalibrationMethod.None;

    /// <summary>
    /// Whether an average of several trials may be chosen, where it is better than the best of them by more than chance. Default: false.
    /// </summary>
    public bool Ensemble { get; init; }

    /// <summary>The source of all randomness: folds, proposals, trainers. Default: 42.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>How many threads may be used; at least 1, which is the default. The result is the same for any number.</summary>
    public int Threads { get; init; } = 1;
}
