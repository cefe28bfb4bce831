using Slipway.Learning.Evaluation;

namespace Slipway.Learning.Search;

/// <summary>
/// Whose turn is next. First every trainer's defaults. Then trainers are ranked by their best score, and each place down the ranks halves
/// the share of further trials (shares are dealt by the method of D'Hondt): most of the search goes where it is promising, and no trainer
/// that could catch up is left out. A trainer whose trials have all failed waits until nothing else is left.
/// </summary>
internal sealed class TrialPlan(IReadOnlyList<TrainerHistory> trainers, MetricDefinition metric)
{
    private readonly HashSet<TrainerHistory> _exhausted = [];

    /// <summary>The next trainer and values; null where nothing is left to try.</summary>
    public (TrainerHistory Trainer, IReadOnlyDictionary<string, double> Values)? Next()
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

    private TrainerHistory Choose()
    {
        var left = trainers.Where(trainer => !_exhausted.Contains(trainer)).ToArray();
        if (left.FirstOrDefault(trainer => trainer.TrialCount == 0) is { } untried)
        {
            return untried;
        }

        var ranked = metric.BestFirst(left.Where(trainer => trainer.BestScore is not null), trainer => trainer.BestScore!.Value);
        var turns = ranked.Select((trainer, rank) => (Trainer: trainer, Turn: (trainer.TrialCount + 1) * Math.Pow(2, rank)));
        return turns.OrderBy(entry => entry.Turn).Select(entry => entry.Trainer).FirstOrDefault()
            ?? left.MinBy(trainer => trainer.TrialCount)!;
    }
}
