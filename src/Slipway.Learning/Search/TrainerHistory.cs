using Slipway.Learning.Evaluation;
using Slipway.Learning.Randomness;
using Slipway.Learning.Training;

namespace Slipway.Learning.Search;

/// <summary>What the search has tried of one trainer, and what it proposes to try next.</summary>
internal sealed class TrainerHistory(ITrainer trainer, SearchSpace space, SeededRandom random)
{
    private const int Attempts = 100;

    private readonly List<(double[] Point, double Score)> _completed = [];
    private readonly HashSet<string> _tried = [];

    public ITrainer Trainer => trainer;

    /// <summary>The trials that have run, failed ones among them.</summary>
    public int TrialCount { get; private set; }

    /// <summary>The score of the best trial; null before one has completed.</summary>
    public double? BestScore { get; private set; }

    /// <summary>
    /// The values to try next: the defaults first. Null where many attempts gave nothing that has not been tried, as with few whole
    /// numbers.
    /// </summary>
    public IReadOnlyDictionary<string, double>? Propose(MetricDefinition metric)
    {
        if (TrialCount == 0)
        {
            return Claim(space.DefaultValues);
        }

        double[][] points = [.. metric.BestFirst(_completed, past => past.Score).Select(past => past.Point)];
        for (int attempt = 0; attempt < Attempts && space.Dimensions > 0; attempt++)
        {
            // What the estimator likes may all have been tried; the rest of the space may not.
            var past = attempt < Attempts / 2 ? points : [];
            if (Claim(space.Values(ParzenSampler.Propose(past, space.Dimensions, random))) is { } values)
            {
                return values;
            }
        }

        return null;
    }

    /// <summary>Learns how a proposal did.</summary>
    public void Record(Trial trial, MetricDefinition metric)
    {
        TrialCount++;
        if (trial.Score is not { } score)
        {
            return;
        }

        _completed.Add((space.Point(trial.Parameters), score));
        if (BestScore is not { } best || metric.IsBetter(score, best))
        {
            BestScore = score;
        }
    }

    private IReadOnlyDictionary<string, double>? Claim(IReadOnlyDictionary<string, double> values) =>
        _tried.Add(string.Join('|', values.Values.Select(value => value.ToString("R")))) ? values : null;
}
