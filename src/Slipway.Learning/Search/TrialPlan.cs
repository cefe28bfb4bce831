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
    private int _proposed;

    /// <summary>Up to so many proposals; fewer where nothing is left to try.</summary>
    public IReadOnlyList<TrialProposal> Next(int count)
    {
        var proposals = new List<TrialProposal>();
        while (proposals.Count < count && Next() is { } proposal)
        {
            proposals.Add(proposal);
        }

        return proposals;
    }

    private TrialProposal? Next()
    {
        while (_exhausted.Count < trainers.Count)
        {
            var trainer = Choose();
            if (trainer.Propose(metric) is { } values)
            {
                return new TrialProposal(++_proposed, trainer, values, IsFirst: trainer.TrialCount == 1);
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
