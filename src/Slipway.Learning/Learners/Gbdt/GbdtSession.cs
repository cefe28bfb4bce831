using System.Collections.Concurrent;
using Slipway.Learning.Binning;
using Slipway.Learning.Featurizing;
using Slipway.Learning.Models;
using Slipway.Learning.Randomness;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>Rows in bins, ready for any number of boosted ensembles.</summary>
internal sealed class GbdtSession(TrainingSet data, Featurizer featurizer, BinnedMatrix matrix, TrainerOptions options) : ITrainingSession
{
    private readonly BoostingObjective _objective = BoostingObjective.For(data);
    private readonly int[] _allRows = [.. Enumerable.Range(0, data.RowCount)];

    /// <inheritdoc/>
    public ITrainedModel Train(ParameterSet parameters, CancellationToken cancellationToken)
    {
        var values = GbdtParameters.From(parameters, data.RowCount);
        int outputs = _objective.BaseScores.Length;
        var scores = Array.ConvertAll(_objective.BaseScores, score => NewFilled(data.RowCount, score));
        var slopes = NewArrays(outputs, data.RowCount * NodeHistogram.Lanes);
        var gains = NewArrays(outputs, matrix.Columns.Length);
        var usable = UsableFeatures();
        var trees = new Tree[values.Rounds * outputs];
        var pool = new GrowerPool(matrix, values, threadsPerTree: outputs == 1 ? options.Threads : 1);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads };
        for (int r = 0; r < values.Rounds; r++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _objective.ComputeSlopes(scores, slopes);
            int round = r;
            int[] bag = Choose(_allRows, values.RowShare, SeededRandom.OfKeys(options.Seed, round));
            void GrowTree(int output)
            {
                var grower = pool.Rent();
                int[] features = Choose(usable, values.ColumnShare, SeededRandom.OfKeys(options.Seed, round, output + 1));
                trees[(round * outputs) + output] =
                    grower.Grow(slopes[output], bag, features, scores[output], gains[output], (output, _objective.OutputScale));
                pool.Return(grower);
            }

            if (outputs == 1)
            {
                GrowTree(0);
            }
            else
            {
                Parallel.For(0, outputs, parallel, GrowTree);
            }
        }

        var baseScores = Array.ConvertAll(
            _objective.BaseScores, s => Float32.FromDouble((s * _objective.OutputScale) + _objective.OutputOffset));
        return new TreeEnsembleModel(data.Schema, featurizer, new TreeEnsemble(trees, baseScores, _objective.Link), SumByFeature(gains));
    }

    private static double[][] NewArrays(int count, int length) => [.. Enumerable.Range(0, count).Select(_ => new double[length])];

    private static double[] NewFilled(int length, double value)
    {
        var array = new double[length];
        Array.Fill(array, value);
        return array;
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

    private static double[] SumByFeature(double[][] gains)
    {
        var sums = new double[gains[0].Length];
        foreach (var ofOutput in gains)
        {
            for (int f = 0; f < sums.Length; f++)
            {
                sums[f] += ofOutput[f];
            }
        }

        return sums;
    }

    /// <summary>The features that take more than one value.</summary>
    private int[] UsableFeatures()
    {
        var usable = new List<int>();
        for (int f = 0; f < matrix.Columns.Length; f++)
        {
            if (matrix.Columns[f].TotalBinCount > 1)
            {
                usable.Add(f);
            }
        }

        return [.. usable];
    }

    /// <summary>Growers for the trees of a round that grow at once; which grower a tree gets does not change it.</summary>
    private sealed class GrowerPool(BinnedMatrix matrix, GbdtParameters parameters, int threadsPerTree)
    {
        private readonly ConcurrentBag<BoostedTreeGrower> _spare = [];

        public BoostedTreeGrower Rent() =>
            _spare.TryTake(out var grower) ? grower : new BoostedTreeGrower(matrix, parameters, threadsPerTree);

        public void Return(BoostedTreeGrower grower) => _spare.Add(grower);
    }
}
