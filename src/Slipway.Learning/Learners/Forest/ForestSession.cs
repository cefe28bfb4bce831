using Slipway.Learning.Binning;
using Slipway.Learning.Featurizing;
using Slipway.Learning.Models;
using Slipway.Learning.Randomness;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Forest;

/// <summary>Rows in bins, ready for any number of forests.</summary>
internal sealed class ForestSession(TrainingSet data, Featurizer featurizer, BinnedMatrix matrix, TrainerOptions options) : ITrainingSession
{
    private readonly ForestTargets _targets = ForestTargets.Of(data);
    private readonly RowDraws _draws = new(data.RowCount, RowWeights.Normalize(data));

    /// <inheritdoc/>
    public ITrainedModel Train(ParameterSet parameters, CancellationToken cancellationToken)
    {
        var values = ForestParameters.From(parameters, data.Schema.Task, matrix.Columns.Length);
        var trees = new Tree[values.Trees];
        var treeGains = new double[values.Trees][];
        Parallel.For(
            0,
            values.Trees,
            new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken },
            () => new ForestTreeGrower(matrix, _targets, values, _draws),
            (index, _, grower) =>
            {
                treeGains[index] = new double[matrix.Columns.Length];
                trees[index] = grower.Grow(SeededRandom.OfKeys(options.Seed, index), treeGains[index]);
                return grower;
            },
            _ => { });

        bool isRegression = data.Schema.Task == LearningTask.Regression;
        float[] baseScores = isRegression ? [Float32.FromDouble(_targets.Scale.Mean)] : new float[_targets.SlotCount];
        var ensemble = new TreeEnsemble(trees, baseScores, isRegression ? OutputLink.Identity : OutputLink.Probabilities);
        return new TreeEnsembleModel(data.Schema, featurizer, ensemble, SumOverTrees(treeGains));
    }

    private double[] SumOverTrees(double[][] treeGains)
    {
        var sums = new double[matrix.Columns.Length];
        foreach (var gains in treeGains)
        {
            for (int f = 0; f < sums.Length; f++)
            {
                sums[f] += gains[f];
            }
        }

        return sums;
    }
}
