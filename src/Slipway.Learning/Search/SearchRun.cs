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
    TimeProvider timeProvider) : ITrialWatch
{
    /// <summary>
    /// The trials that run at a time after those of the defaults. The same on every machine, as what is proposed depends on what was known
    /// before.
    /// </summary>
    private const int TrialsInBatch = 4;

    private readonly List<Trial> _trials = [];
    private readonly TrialPredictions _predictions = new(metric);
    private readonly long _start = timeProvider.GetTimestamp();
    private readonly List<TrialProposal> _underWay = [];
    private Trial? _best;
    private int _ended;

    public Result<SearchResult> Run(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var runner = new FoldRunner(train, folds.Folds, options);
        var histories = TrainersToTry();
        var plan = new TrialPlan(histories, metric);
        var notes = new List<string>(folds.Notes);
        IReadOnlyList<TrialProposal> proposals = [];
        bool endedByTime = false;
        while (_trials.Count < options.Trials && !endedByTime)
        {
            // Trials that were refused because time was up run after all where those under way then have failed.
            int count = _trials.Count == 0 ? trainers.Count : TrialsInBatch;
            proposals = proposals.Count > 0 ? proposals : plan.Next(Math.Min(count, options.Trials - _trials.Count));
            if (proposals.Count == 0)
            {
                notes.Add($"The search ended after {_trials.Count} of {options.Trials} trials, because nothing was left to try.");
                break;
            }

            var ran = new TrialBatch(proposals, runner, metric, train.Schema.Task, timeProvider, this).Run(cancellationToken);
            for (int i = 0; i < ran.Count; i++)
            {
                _trials.Add(ran[i].Trial);
                proposals[i].Trainer.Record(ran[i].Trial, metric);
                _predictions.Add(ran[i].Trial, ran[i].Outcomes);
            }

            proposals = [.. proposals.Skip(ran.Count)];
            endedByTime = proposals.Count > 0 && _best is not null;
        }

        AddTrainerNotes(notes);
        Report(null, _trials.Count);
        if (_best is null)
        {
            return AllFailed();
        }

        var plannedModel = new ModelPlanner(train.Schema, runner.Tests, metric, options).Plan(_best, _predictions, notes, cancellationToken);
        return new SearchResult(metric.Name, _trials, _best, folds.Folds.Count, notes, endedByTime) { Plan = plannedModel };
    }

    bool ITrialWatch.MayStart(TrialProposal proposal)
    {
        bool isAnyLeft = _best is not null || _underWay.Count > 0;
        if (isAnyLeft && options.MaxTime is { } limit && timeProvider.GetElapsedTime(_start) + ExpectedTime(proposal) >= limit)
        {
            return false;
        }

        _underWay.Add(proposal);
        Report(proposal.Trainer.Trainer.Name, options.Trials);
        return true;
    }

    void ITrialWatch.Ended(Trial trial)
    {
        _ended++;
        _underWay.RemoveAll(proposal => proposal.Number == trial.Number);
        if (trial.Score is { } score && (_best is null || IsBetter(trial, score, _best)))
        {
            _best = trial;
        }
    }

    /// <summary>
    /// About how long a trial takes, after it those under way that are promising and go on, and then the fit to all rows, as far as trials
    /// that have run tell.
    /// </summary>
    private TimeSpan ExpectedTime(TrialProposal proposal)
    {
        // Where threads fit folds side by side, those fit in less than the sum of their times.
        double foldsAtATime = Math.Min(options.Threads, folds.Folds.Count);
        return _underWay.Append(proposal).Aggregate(TimeSpan.Zero, (sum, trial) => sum + UsualTime(trial.Trainer.Trainer.Name))
            + (_best is null ? TimeSpan.Zero : _best.Duration * (foldsAtATime / folds.Folds.Count));
    }

    private TimeSpan UsualTime(string trainer)
    {
        TimeSpan[] known = [.. _trials.Where(trial => trial.Trainer == trainer).Select(trial => trial.Duration)];
        return known.Length == 0 ? TimeSpan.Zero : TimeSpan.FromTicks((long)known.Average(duration => duration.Ticks));
    }

    // Trials end in any order; of equal ones the first in number wins.
    private bool IsBetter(Trial trial, double score, Trial other) => metric.IsBetter(score, other.Score!.Value)
        || (score.Equals(other.Score!.Value) && trial.Number < other.Number);

    private TrainerHistory[] TrainersToTry() =>
    [
        .. trainers.Select((trainer, i) => new TrainerHistory(
            trainer,
            new SearchSpace(trainer.Hyperparameters(train.Schema.Task)),
            new SeededRandom(((long)options.Seed << 32) + i))),
    ];

    private void Report(string? trainer, int totalTrials) =>
        progress?.Report(new SearchProgress(_ended, totalTrials, timeProvider.GetElapsedTime(_start), metric.Name)
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
