using Slipway.Learning.Evaluation;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Learning.Splitting;
using Slipway.Learning.Training;

namespace Slipway.Learning.Search;

/// <summary>
/// Finds the trainer and the hyperparameters that predict best on rows not learned from. The first trials are the defaults of each
/// trainer, in their order; then come settings that are known to do well, and later ones are proposed from the scores of those before (see
/// <see cref="SearchOptions"/>). Trials run a few at a time. One of a trainer that goes on for rounds is first looked at after some of them,
/// and goes on only where it is among the best third of its trainer (successive halving, Jamieson and Talwalkar 2016). Models that grow (see
/// <see cref="IStagedSession"/>) grow on from there, on all folds together, until the mean loss of the folds gains no more; the number of
/// rounds at which it is least is a parameter of the trial. All of this depends on scores and their order alone, never on the time that
/// anything took, so a search gives the same trials for any number of threads, and a shorter search gives the first trials of a longer one.
/// </summary>
public static class ModelSearch
{
    /// <summary>Runs a search.</summary>
    /// <param name="train">The rows to search on; rows held out for the final test are not among them.</param>
    /// <param name="times">
    /// The time of each row, to test forward in time; null tests on random rows, of each class its share (see <see
    /// cref="CrossValidation"/>).
    /// </param>
    /// <param name="trainers">The trainers to choose from, at least one, each with its own name.</param>
    /// <param name="options">How much to try.</param>
    /// <param name="progress">Told before each trial and at the end, by one thread at a time; null for nobody.</param>
    /// <param name="timeProvider">The clock of durations and the time limit.</param>
    /// <param name="cancellationToken">Ends the search with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>
    /// What was found; or <c>search.trainerUnsupported</c>, <c>search.metricUnknown</c>, <c>split.tooFewRows</c>, <c>split.oneTime</c>, or
    /// <c>search.allTrialsFailed</c> with the reasons. A trial fails, and the search goes on, when its trainer throws an <see
    /// cref="InvalidOperationException"/> or <see cref="ArithmeticException"/>, when its model predicts numbers that are not finite, or
    /// when the metric of the search is undefined in every fold. All other exceptions of a trainer are its bugs and are thrown on.
    /// </returns>
    public static Result<SearchResult> Run(
        TrainingSet train,
        long[]? times,
        IReadOnlyList<ITrainer> trainers,
        SearchOptions options,
        IProgress<SearchProgress>? progress,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        CheckArguments(train, times, trainers, options);
        var task = train.Schema.Task;
        var problems = new List<Problem>();
        foreach (var trainer in trainers.Where(trainer => !trainer.Supports(task)))
        {
            problems.Add(new Problem(
                "search.trainerUnsupported", $"Trainer '{trainer.Name}' cannot learn {Words(task)}. Take it off the list."));
        }

        string metricName = options.Metric ?? Metrics.DefaultFor(task).Name;
        if (!Metrics.TryGet(metricName, task, out var metric))
        {
            string known = string.Join(", ", Metrics.For(task).Select(candidate => candidate.Name));
            problems.Add(new Problem("search.metricUnknown", $"'{metricName}' is no metric of {Words(task)}. Use one of {known}."));
        }

        var folds = times is not null ? CrossValidation.ForwardInTime(times, options.Folds)
            : task == LearningTask.Regression ? CrossValidation.Random(train.RowCount, options.Folds, options.Seed)
            : CrossValidation.Stratified(train.Targets, options.Folds, options.Seed);
        problems.AddRange(folds.Problems);
        if (problems.Count > 0 || metric is null)
        {
            return Result<SearchResult>.Failure(problems);
        }

        return new SearchRun(train, folds.Value, trainers, metric, options, progress, timeProvider).Run(cancellationToken);
    }

    private static void CheckArguments(TrainingSet train, long[]? times, IReadOnlyList<ITrainer> trainers, SearchOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Trials, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Folds, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        if (options.MaxTime is { } limit)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        }

        if (times is not null && times.Length != train.RowCount)
        {
            throw new ArgumentException($"There are {times.Length} times for {train.RowCount} rows.", nameof(times));
        }

        if (trainers.Count == 0 || trainers.DistinctBy(trainer => trainer.Name).Count() < trainers.Count)
        {
            throw new ArgumentException("A search has at least one trainer, and each of them once.", nameof(trainers));
        }
    }

    private static string Words(LearningTask task) => task switch
    {
        LearningTask.Binary => "two classes",
        LearningTask.Multiclass => "several classes",
        LearningTask.Regression => "numbers",
        _ => throw new ArgumentOutOfRangeException(nameof(task), task, null),
    };
}
