using Slipway.Learning.Evaluation;
using Slipway.Learning.Schemas;

namespace Slipway.Learning.Search;

/// <summary>
/// Some trials that run at the same time, step by step. Those of a trainer that goes on for rounds are looked at after some of them, and only
/// the promising go on. What becomes of a trial depends on those before it alone, whatever ends first.
/// </summary>
internal sealed class TrialBatch(
    IReadOnlyList<TrialProposal> proposals,
    FoldRunner runner,
    MetricDefinition metric,
    LearningTask task,
    TimeProvider timeProvider,
    ITrialWatch watch)
{
    private readonly FoldedTrial[] _trials = [.. proposals.Select(proposal => new FoldedTrial(proposal, runner.Tests.Count))];
    private readonly Trial?[] _ended = new Trial?[proposals.Count];

    private ITrialWatch Watch => watch;

    private TimeProvider Time => timeProvider;

    /// <summary>Runs the trials that may start, which are the first ones; gives them, with their outcomes.</summary>
    public IReadOnlyList<(Trial Trial, IReadOnlyList<FoldOutcome> Outcomes)> Run(CancellationToken cancellationToken)
    {
        int[] running = [.. Enumerable.Range(0, _trials.Length)];
        foreach (var trial in _trials)
        {
            // The first trial of a trainer is what the others are measured by.
            trial.Step = trial.Proposal.IsFirst || !trial.Proposal.Trainer.Space.CanBeLookedAt ? TrialStep.Begin : TrialStep.Look;
        }

        int? started = null;
        while (running.Length > 0)
        {
            var phase = new Phase(this, running, isFirst: started is null);
            runner.Run([.. running.Select(index => _trials[index])], phase, cancellationToken);
            started ??= phase.StartedCount;

            // In their order, as what a look is compared with are the looks before it.
            running = [.. running.Take(phase.StartedCount).Where(index => _ended[index] is null && GoesOn(index))];
        }

        return [.. Enumerable.Range(0, started ?? 0).Select(index => (_ended[index]!, (IReadOnlyList<FoldOutcome>)_trials[index].Outcomes!))];
    }

    /// <summary>Whether a trial goes on after a step; where it does not, it has ended.</summary>
    private bool GoesOn(int index)
    {
        var trial = _trials[index];
        if (trial.Step == TrialStep.Look)
        {
            trial.Rounds = trial.Fits[0]?.Plan.FirstLook;
            var look = Describe(trial);
            if (look.Score is not { } score || !trial.Proposal.Trainer.Keeps(score, metric))
            {
                End(index, look.Score is null ? look : look with { Status = TrialStatus.Stopped, Score = null });
                return false;
            }

            trial.Rounds = null;
        }

        trial.Step = trial.Next()!.Value;
        return true;
    }

    private void End(int index, Trial trial)
    {
        _ended[index] = trial;
        watch.Ended(trial);
    }

    private Trial Describe(FoldedTrial trial)
    {
        string? failure = trial.Failure;
        var summaries = new Dictionary<string, MetricSummary>(StringComparer.Ordinal);
        if (failure is null)
        {
            foreach (var definition in Metrics.For(task))
            {
                double?[] scores = Array.ConvertAll(
                    trial.Outcomes, outcome => outcome!.Metrics.TryGetValue(definition.Name, out double value) ? value : (double?)null);
                if (MetricSummary.Of(scores) is { } summary)
                {
                    summaries.Add(definition.Name, summary);
                }
            }

            failure = summaries.ContainsKey(metric.Name) ? null : $"{metric.Name} is undefined in every fold.";
        }

        if (failure is not null)
        {
            summaries.Clear();
        }

        var status = failure is null ? TrialStatus.Completed : TrialStatus.Failed;
        return new Trial(trial.Proposal.Number, trial.Trainer.Name, trial.Values, status, summaries, trial.Duration)
        {
            Failure = failure,
            Score = failure is null ? summaries[metric.Name].Mean : null,
        };
    }

    /// <summary>One step of some of the trials.</summary>
    private sealed class Phase(TrialBatch batch, int[] indexes, bool isFirst) : IFoldWatch
    {
        private readonly long[] _starts = new long[indexes.Length];

        public int StartedCount { get; private set; }

        public bool MayStart(int position)
        {
            if (isFirst && !batch.Watch.MayStart(batch._trials[indexes[position]].Proposal))
            {
                return false;
            }

            StartedCount++;
            _starts[position] = batch.Time.GetTimestamp();
            return true;
        }

        public void Ended(int position)
        {
            int index = indexes[position];
            var trial = batch._trials[index];
            trial.Duration += batch.Time.GetElapsedTime(_starts[position]);
            if (trial.Step != TrialStep.Look && (trial.Failure is not null || trial.Next() is null))
            {
                batch.End(index, batch.Describe(trial));
            }
        }
    }
}
