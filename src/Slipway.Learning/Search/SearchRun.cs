using Slipway.Learning.Evaluation;
using Slipway.Learning.Randomness;
using Slipway.Learning.Results;
using Slipway.Learning.Splitting;
using Slipway.Learning.Training;

namespace Slipway.Learning.Search;

/// <summary>One search under way.</summary>
internal sealed class SearchRun(
    TrainingSet train,
    FoldSet folds,
    IReadOnlyList<ITrainer> trainers,
    MetricDefinition metric,
    SearchOptions options,
    IProgress<SearchProgress>? progress,
    TimeProvider timeProvider)
{
    private readonly List<Trial> _trials = [];
    private readonly long _start = timeProvider.GetTimestamp();
    private Trial? _best;

    public Result<SearchResult> Run(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var runner = new FoldRunner(train, folds.Folds, options.Seed, options.Threads);
        var plan = new TrialPlan(TrainersToTry(), metric);
        var notes = new List<string>(folds.Notes);
        bool endedByTime = false;
        while (_trials.Count < options.Trials)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_best is not null && timeProvider.GetElapsedTime(_start) >= options.MaxTime)
            {
                endedByTime = true;
                break;
            }

            if (plan.Next() is not { } next)
            {
                notes.Add($"The search ended after {_trials.Count} of {options.Trials} trials, because nothing was left to try.");
                break;
            }

            Report(next.Trainer.Trainer.Name, options.Trials);
            var trial = RunTrial(runner, next.Trainer.Trainer, next.Values, cancellationToken);
            next.Trainer.Record(trial, metric);
            _trials.Add(trial);
            if (trial.Score is { } score && (_best is null || metric.IsBetter(score, _best.Score!.Value)))
            {
                _best = trial;
            }
        }

        AddTrainerNotes(notes);
        Report(null, _trials.Count);
        return _best is null ? AllFailed() : new SearchResult(metric.Name, _trials, _best, folds.Folds.Count, notes, endedByTime);
    }

    private TrainerHistory[] TrainersToTry() =>
    [
        .. trainers.Select((trainer, i) => new TrainerHistory(
            trainer,
            new SearchSpace(trainer.Hyperparameters(train.Schema.Task)),
            new SeededRandom(((long)options.Seed << 32) + i))),
    ];

    private Trial RunTrial(
        FoldRunner runner, ITrainer trainer, IReadOnlyDictionary<string, double> values, CancellationToken cancellationToken)
    {
        long start = timeProvider.GetTimestamp();
        var outcomes = runner.Run(trainer, new ParameterSet(values), cancellationToken);
        var duration = timeProvider.GetElapsedTime(start);
        string? failure = outcomes.FirstOrDefault(outcome => outcome.Failure is not null)?.Failure;
        var summaries = new Dictionary<string, MetricSummary>(StringComparer.Ordinal);
        if (failure is null)
        {
            foreach (var definition in Metrics.For(train.Schema.Task))
            {
                double?[] scores = Array.ConvertAll(
                    outcomes, outcome => outcome.Metrics.TryGetValue(definition.Name, out double value) ? value : (double?)null);
                if (MetricSummary.Of(scores) is { } summary)
                {
                    summaries.Add(definition.Name, summary);
                }
            }

            failure = summaries.ContainsKey(metric.Name) ? null : $"{metric.Name} is undefined in every fold.";
        }

        int number = _trials.Count + 1;
        if (failure is not null)
        {
            summaries.Clear();
            return new Trial(number, trainer.Name, values, TrialStatus.Failed, summaries, duration) { Failure = failure };
        }

        return new Trial(number, trainer.Name, values, TrialStatus.Completed, summaries, duration) { Score = summaries[metric.Name].Mean };
    }

    private void Report(string? trainer, int totalTrials) =>
        progress?.Report(new SearchProgress(_trials.Count, totalTrials, timeProvider.GetElapsedTime(_start), metric.Name)
        {
            Trainer = trainer,
            Best = _best,
            MaxTime = options.MaxTime,
        });

    private void AddTrainerNotes(List<string> notes)
    {
        string[] untried = [.. trainers.Select(trainer => trainer.Name).Except(_trials.Select(trial => trial.Trainer))];
        if (untried.Length > 0)
        {
            notes.Add($"The search ended before it tried {string.Join(", ", untried)}.");
        }

        foreach (var trials in _trials.GroupBy(trial => trial.Trainer).Where(trials => trials.Any(trial => trial.Failure is not null)))
        {
            var failed = trials.First(trial => trial.Failure is not null);
            int count = trials.Count(trial => trial.Failure is not null);
            notes.Add($"{count} of {trials.Count()} trials of {trials.Key} failed; the first, trial {failed.Number}: {failed.Failure}");
        }
    }

    private Result<SearchResult> AllFailed() => Result<SearchResult>.Failure(
    [
        .. _trials.DistinctBy(trial => (trial.Trainer, trial.Failure)).Select(trial => new Problem(
            "search.allTrialsFailed", $"No trial completed. Trial {trial.Number}, {trial.Trainer}, failed in {trial.Failure}")),
    ]);
}
