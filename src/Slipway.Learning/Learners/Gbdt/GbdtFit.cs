using System.Collections.Concurrent;
using Slipway.Learning.Randomness;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>A boosted ensemble that grows.</summary>
internal sealed class GbdtFit : IStagedFit
{
    private readonly GbdtSession _session;
    private readonly GbdtParameters _values;
    private readonly StageScores? _stages;
    private readonly OutputLoss[] _losses;
    private readonly double[][] _scores;
    private readonly List<BoostedRound> _rounds = [];

    /// <param name="session">The rows.</param>
    /// <param name="values">What shapes it; the number of rounds is left to who grows it.</param>
    /// <param name="stages">The rows to measure on; null for none.</param>
    public GbdtFit(GbdtSession session, GbdtParameters values, StageScores? stages)
    {
        (_session, _values, _stages) = (session, values, stages);
        _scores = Array.ConvertAll(session.Objective.BaseScores, score =>
        {
            var scores = new double[session.AllRows.Length];
            Array.Fill(scores, score);
            return scores;
        });
        _losses = [.. _scores.Select((scores, k) => new OutputLoss(session.Objective, scores, session.Gradients[k], session.Hessians[k]))];
        _stages?.Measure();
        Plan = values.PlanStages(_scores.Length);
    }

    /// <inheritdoc/>
    public StagePlan Plan { get; }

    /// <inheritdoc/>
    public IReadOnlyList<double> Losses => _stages?.Losses ?? [];

    /// <inheritdoc/>
    public void GrowTo(int rounds, CancellationToken cancellationToken)
    {
        int outputs = _scores.Length;
        var growers = new ConcurrentBag<BoostedTreeGrower>();
        var treeTeam = outputs == 1 ? _session.Team : new WorkTeam(1);
        while (_rounds.Count < rounds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _session.Team.RunRows(_session.AllRows.Length, ComputeSlopes);
            int round = _rounds.Count, seed = _session.Options.Seed;
            int[] bag = Choose(_session.AllRows, _values.RowShare, SeededRandom.OfKeys(seed, round));
            var trees = new GrownTree[outputs];
            double[][] gains = [.. _scores.Select(_ => new double[_session.Matrix.Columns.Length])];
            _session.Team.Run(outputs, outputs > 1, (output, _) =>
            {
                // Which grower a tree gets does not change it.
                var grower = growers.TryTake(out var spare)
                    ? spare
                    : new BoostedTreeGrower(_session.Matrix, _session.Blocks, _values, _session.Directions, treeTeam);
                int[] features = Choose(_session.Blocks.Features, _values.ColumnShare, SeededRandom.OfKeys(seed, round, output + 1));
                trees[output] = grower.Grow(_losses[output], bag, features, gains[output], (output, _session.Objective.OutputScale));
                _stages?.Add(trees[output], grower.Routing);
                growers.Add(grower);
            });

            _rounds.Add(new BoostedRound(trees, gains));
            _stages?.Measure();
        }
    }

    /// <inheritdoc/>
    public ITrainedModel Take(int rounds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rounds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rounds, _rounds.Count);
        return _session.Model(_rounds[..rounds]);
    }

    /// <summary>A random share of the items, in their order; at least one where there are any.</summary>
    private static int[] Choose(int[] items, double share, SeededRandom random)
    {
        int count = Math.Clamp((int)Math.Ceiling(share * items.Length), Math.Min(1, items.Length), items.Length);
        if (count == items.Length)
        {
            return items;
        }

        int[] shuffled = [.. items];
        random.ChooseFront(shuffled, count);
        Array.Resize(ref shuffled, count);
        Array.Sort(shuffled);
        return shuffled;
    }

    private void ComputeSlopes(int start, int end)
    {
        var (gradients, hessians, weights) = (_session.Gradients, _session.Hessians, _session.Weights);
        _session.Objective.ComputeSlopes(_scores, gradients, hessians, start, end);
        for (int k = 0; weights is not null && k < _scores.Length; k++)
        {
            for (int row = start; row < end; row++)
            {
                gradients[k][row] *= weights[row];
                hessians[k][row] *= weights[row];
            }
        }
    }
}
