using System.Globalization;
using Slipway.Learning.Evaluation;
using Slipway.Learning.Randomness;
using Slipway.Learning.Training;

namespace Slipway.Learning.Search;

/// <summary>What the search has tried of one trainer, and what it proposes to try next.</summary>
internal sealed class TrainerHistory(ITrainer trainer, SearchSpace space, SeededRandom random)
{
    private const int Attempts = 100;

    /// <summary>The share of trials that go on after their first look (successive halving by thirds).</summary>
    private const double KeptShare = 1.0 / 3;

    private readonly List<(double[] Point, double Score)> _completed = [];
    private readonly List<(double[] Point, double Score)> _stopped = [];
    private readonly List<double> _firstLooks = [];
    private readonly HashSet<string> _tried = [];
    private readonly Queue<IReadOnlyDictionary<string, double>> _warmStarts =
        new([space.DefaultValues, .. WarmStarts.Of(trainer.Name).Select(space.Override)]);

    public ITrainer Trainer => trainer;

    public SearchSpace Space => space;

    /// <summary>The trials that were proposed.</summary>
    public int TrialCount { get; private set; }

    /// <summary>The score of the best trial; null before one has completed.</summary>
    public double? BestScore { get; private set; }

    /// <summary>
    /// The values to try next: the defaults first, then what is known to do well. Null where many attempts gave nothing that has not been
    /// tried, as with few whole numbers.
    /// </summary>
    public IReadOnlyDictionary<string, double>? Propose(MetricDefinition metric)
    {
        while (_warmStarts.TryDequeue(out var known))
        {
            if (Claim(known) is { } values)
            {
                return values;
            }
        }

        double[][] points =
        [
            .. metric.BestFirst(_completed, past => past.Score).Select(past => past.Point),
            .. metric.BestFirst(_stopped, past => past.Score).Select(past => past.Point),
        ];
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

    /// <summary>Whether a trial goes on after its first look: it is among the best of all first looks until now.</summary>
    public bool Keeps(double firstLook, MetricDefinition metric)
    {
        _firstLooks.Add(firstLook);
        int better = _firstLooks.Count(other => metric.IsBetter(other, firstLook));
        return better < Math.Ceiling(_firstLooks.Count * KeptShare);
    }

    /// <summary>Learns how a proposal did.</summary>
    public void Record(Trial trial, MetricDefinition metric)
    {
        if (trial.Status == TrialStatus.Stopped)
        {
            _stopped.Add((space.Point(trial.Parameters), trial.Metrics[metric.Name].Mean));
        }

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

    private IReadOnlyDictionary<string, double>? Claim(IReadOnlyDictionary<string, double> values)
    {
        if (!_tried.Add(string.Join('|', values.Values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))))
        {
            return null;
        }

        TrialCount++;
        return values;
    }
}
