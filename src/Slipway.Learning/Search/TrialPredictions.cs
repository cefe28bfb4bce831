using Slipway.Learning.Evaluation;

namespace Slipway.Learning.Search;

/// <summary>The predictions of the best trials for the rows of each fold, made by models that had not seen them.</summary>
internal sealed class TrialPredictions(MetricDefinition metric)
{
    /// <summary>The trials that are kept: each takes memory for every row.</summary>
    private const int MaxTrials = 12;

    private readonly List<(Trial Trial, float[][] Folds)> _best = [];

    /// <summary>The trials and their predictions fold by fold, the best first; of equal ones the first in number.</summary>
    public IReadOnlyList<(Trial Trial, float[][] Folds)> BestFirst => _best;

    /// <summary>Keeps the predictions of a trial where it completed, has any, and is good enough.</summary>
    public void Add(Trial trial, IReadOnlyList<FoldOutcome> outcomes)
    {
        if (trial.Score is not { } score || !outcomes.All(outcome => outcome.Predictions is not null))
        {
            return;
        }

        int place = _best.TakeWhile(other => !metric.IsBetter(score, other.Trial.Score!.Value)).Count();
        _best.Insert(place, (trial, [.. outcomes.Select(outcome => outcome.Predictions!)]));
        if (_best.Count > MaxTrials)
        {
            _best.RemoveAt(MaxTrials);
        }
    }
}
