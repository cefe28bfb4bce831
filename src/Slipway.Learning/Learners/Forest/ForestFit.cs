using Slipway.Learning.Models;
using Slipway.Learning.Randomness;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Forest;

/// <summary>A forest that grows; its rounds are trees.</summary>
/// <param name="session">The rows.</param>
/// <param name="values">What shapes it; the number of trees is left to who grows it.</param>
/// <param name="stages">The rows to measure on; null for none.</param>
internal sealed class ForestFit(ForestSession session, ForestParameters values, ForestStages? stages) : IStagedFit
{
    private readonly List<Tree> _trees = [];
    private readonly List<double[]> _gains = [];
    private readonly StageMeans? _means = stages?.Start();

    /// <inheritdoc/>
    public StagePlan Plan => ForestParameters.Stages;

    /// <inheritdoc/>
    public IReadOnlyList<double> Losses => _means?.Losses ?? [];

    /// <inheritdoc/>
    public void GrowTo(int rounds, CancellationToken cancellationToken)
    {
        int known = _trees.Count, added = Math.Max(0, rounds - known);
        var trees = new Tree[added];
        var gains = new double[added][];
        Parallel.For(
            0,
            added,
            new ParallelOptions { MaxDegreeOfParallelism = session.Options.Threads, CancellationToken = cancellationToken },
            () => new ForestTreeGrower(session.Matrix, session.Targets, values, session.Draws),
            (index, _, grower) =>
            {
                gains[index] = new double[session.Matrix.Columns.Length];
                trees[index] = grower.Grow(SeededRandom.OfKeys(session.Options.Seed, known + index), gains[index]);
                return grower;
            },
            _ => { });
        _trees.AddRange(trees);
        _gains.AddRange(gains);
        foreach (var tree in trees)
        {
            _means?.Add(tree);
        }
    }

    /// <inheritdoc/>
    public ITrainedModel Take(int rounds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rounds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rounds, _trees.Count);
        return session.Model(_trees[..rounds], _gains[..rounds]);
    }
}
