using Slipway.Learning.Evaluation;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.Learning.Search;

/// <summary>
/// Some trials that run at the same time. Those of a trainer with a budget are looked at with a part of it first, and only the promising go
/// on. What becomes of a trial depends on those before it alone, whatever ends first.
/// </summary>
internal sealed class TrialBatch
{
    private readonly IReadOnlyList<TrialProposal> _proposals;
    private readonly FoldRunner _runner;
    private readonly MetricDefinition _metric;
    private readonly LearningTask _task;
    private readonly TimeProvider _timeProvider;
    private readonly ITrialWatch _watch;
    private readonly Trial?[] _trials;
    private readonly FoldOutcome[][] _outcomes;
    private readonly long[] _starts;
    private readonly TimeSpan[] _durations;

    public TrialBatch(
        IReadOnlyList<TrialProposal> proposals,
        FoldRunner runner,
        MetricDefinition metric,
        LearningTask task,
        TimeProvider timeProvider,
        ITrialWatch watch)
    {
        (_proposals, _runner, _metric, _task, _timeProvider, _watch) = (proposals, runner, metric, task, timeProvider, watch);
        _trials = new Trial?[proposals.Count];
        _outcomes = [.. proposals.Select(_ => new FoldOutcome[runner.Tests.Count])];
        _starts = new long[proposals.Count];
        _durations = new TimeSpan[proposals.Count];
    }

    /// <summary>Runs the trials that may start, which are the first ones; gives them, with their outcomes.</summary>
    public IReadOnlyList<(Trial Trial, FoldOutcome[] Outcomes)> Run(CancellationToken cancellationToken)
    {
        // The first trial of a trainer is what the others are measured by.
        var looks = _proposals.Select(proposal => proposal.IsFirst ? null : TrainingBudget.Reduce(proposal.Values)).ToArray();
        var first = new Phase(this, [.. Enumerable.Range(0, _proposals.Count)], i => looks[i] ?? _proposals[i].Values)
        {
            IsLook = i => looks[i] is not null,
            MayRefuse = true,
        };
        _runner.Run(first.Trials, first, cancellationToken);
        int[] started = [.. Enumerable.Range(0, first.StartedCount)];
        int[] promising = [.. started.Where(i => looks[i] is not null && GoesOn(i))];
        var second = new Phase(this, promising, i => _proposals[i].Values);
        _runner.Run(second.Trials, second, cancellationToken);
        return [.. started.Select(i => (_trials[i]!, _outcomes[i]))];
    }

    private bool GoesOn(int index)
    {
        var look = Describe(index);
        if (look.Score is not { } score)
        {
            End(index, look);
            return false;
        }

        bool goesOn = _proposals[index].Trainer.Keeps(score, _metric);
        if (!goesOn)
        {
            End(index, look with { Status = TrialStatus.Stopped, Score = null });
        }

        return goesOn;
    }

    private void End(int index, Trial trial)
    {
        _trials[index] = trial;
        _watch.Ended(trial);
    }

    private Trial Describe(int index)
    {
        var outcomes = _outcomes[index];
        string? failure = outcomes.FirstOrDefault(outcome => outcome.Failure is not null)?.Failure;
        var summaries = new Dictionary<string, MetricSummary>(StringComparer.Ordinal);
        if (failure is null)
        {
            foreach (var definition in Metrics.For(_task))
            {
                double?[] scores = Array.ConvertAll(
                    outcomes, outcome => outcome.Metrics.TryGetValue(definition.Name, out double value) ? value : (double?)null);
                if (MetricSummary.Of(scores) is { } summary)
                {
                    summaries.Add(definition.Name, summary);
                }
            }

            failure = summaries.ContainsKey(_metric.Name) ? null : $"{_metric.Name} is undefined in every fold.";
        }

        if (failure is not null)
        {
            summaries.Clear();
        }

        var (number, trainer, values, _) = _proposals[index];
        var status = failure is null ? TrialStatus.Completed : TrialStatus.Failed;
        return new Trial(number, trainer.Trainer.Name, values, status, summaries, _durations[index])
        {
            Failure = failure,
            Score = failure is null ? summaries[_metric.Name].Mean : null,
        };
    }

    /// <summary>One run of the folds of some of the trials.</summary>
    private sealed class Phase(TrialBatch batch, int[] indexes, Func<int, IReadOnlyDictionary<string, double>> values) : IFoldWatch
    {
        public Func<int, bool> IsLook { get; init; } = _ => false;

        public bool MayRefuse { get; init; }

        public int StartedCount { get; private set; }

        public IReadOnlyList<FoldedTrial> Trials { get; } =
        [
            .. indexes.Select(index => new FoldedTrial(
                batch._proposals[index].Trainer.Trainer, new ParameterSet(values(index)), batch._outcomes[index])),
        ];

        public bool MayStart(int position)
        {
            int index = indexes[position];
            if (MayRefuse && !batch._watch.MayStart(batch._proposals[index]))
            {
                return false;
            }

            StartedCount++;
            batch._starts[index] = batch._timeProvider.GetTimestamp();
            return true;
        }

        public void Ended(int position)
        {
            int index = indexes[position];
            batch._durations[index] += batch._timeProvider.GetElapsedTime(batch._starts[index]);
            if (!IsLook(index))
            {
                batch.End(index, batch.Describe(index));
            }
        }
    }
}
