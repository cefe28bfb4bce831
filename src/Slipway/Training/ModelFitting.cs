using Slipway.Learning.Results;
using Slipway.Learning.Search;
using Slipway.Learning.Training;
using Slipway.Projects;

namespace Slipway.Training;

/// <summary>From rows to a model: the part of a training that decides its bytes, the same for any number of threads.</summary>
internal static class ModelFitting
{
    /// <summary>Searches for the trainer and hyperparameters.</summary>
    /// <param name="spec">What is trained.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="trainers">The trainers that the spec names.</param>
    /// <param name="trials">How many trials.</param>
    /// <param name="limit">After how long no further trial starts; null for no limit.</param>
    /// <param name="threads">How many threads to use.</param>
    /// <param name="progress">Hears of each trial; may be null.</param>
    /// <param name="clock">The clock of the limit.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static Result<SearchResult> Search(
        ModelSpec spec,
        HeldOutRows rows,
        IReadOnlyList<ITrainer> trainers,
        int trials,
        TimeSpan? limit,
        int threads,
        IProgress<SearchProgress>? progress,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var options = new SearchOptions
        {
            Trials = trials,
            MaxTime = limit,
            Folds = spec.Train.Search.Folds,
            Metric = spec.SearchMetric,
            Seed = spec.Split.Seed,
            Threads = threads,
            Calibration = spec.Train.Calibrate,
            Ensemble = spec.Train.Ensemble,
        };
        return ModelSearch.Run(rows.Train, rows.TrainTimes, trainers, options, progress, clock, cancellationToken);
    }

    /// <summary>Fits the model that the search has found, to all rows to learn from.</summary>
    public static ITrainedModel Fit(
        ModelSpec spec, HeldOutRows rows, IReadOnlyList<ITrainer> trainers, ModelPlan plan, int threads, CancellationToken cancellationToken) =>
        plan.Fit(trainers, rows.Train, new TrainerOptions(spec.Split.Seed, threads), cancellationToken);
}
