using Slipway.Learning.Evaluation;

namespace Slipway.Learning.Search;

/// <summary>
/// Whose turn is next. First every trainer's defaults. Then trainers are ranked by their best score, and each place down the ranks halves the
/// share of further trials (shares are dealt by the method of D'Hondt): most of the search goes where it is promising, and no trainer that
/// could catch up is left out. A trainer whose trials have all failed waits until nothing else is left.
/// </summary>
internal sealed class TrialPlan(IReadOnlyList<TrainerProgress> trainers, MetricDefinition metric)
{
    private readonly HashSet<TrainerProgress> _exhausted = [];

    /// <summary>The next trainer and values; null where nothing is left to try.</summary>
    public (TrainerProgress Trainer, IReadOnlyDictionary<string, double> Values)? Next()
    {
        while (_exhausted.Count < trainers.Count)
        {
            var trainer = Choose();
            if (trainer.Propose(metric) is { } values)
            {
                return (trainer, values);
            }

            _exhausted.Add(trainer);
        }

        return null;
    }

    private TrainerProgress Choose()
    {
        var left = trainers.Where(trainer => !_exhausted.Contains(trainer)).ToArray();
        if (left.FirstOrDefault(trainer => trainer.TrialCount == 0) is { } untried)
        {
            return untried;
        }

        var scored = left.Where(trainer => trainer.BestScore is not null);
        TrainerProgress[] ranked =
            [.. metric.HigherIsBetter ? scored.OrderByDescending(trainer => trainer.BestScore) : scored.OrderBy(trainer => trainer.BestScore)];
        return ranked.Length == 0
            ? left.MinBy(trainer => trainer.TrialCount)!
            : ranked.Select((trainer, rank) => (trainer, Turn: (trainer.TrialCount + 1) * Math.Pow(2, rank))).MinBy(entry => entry.Turn).trainer;
    }
}
