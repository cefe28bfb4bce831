using System.Collections.Concurrent;
using Slipway.Learning.Binning;
using Slipway.Learning.Featurizing;
using Slipway.Learning.Models;
using Slipway.Learning.Randomness;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>Rows in bins, ready for any number of boosted ensembles.</summary>
internal sealed class GbdtSession : IStagedSession
{
    private readonly TrainingSet _data;
    private readonly Featurizer _featurizer;
    private readonly BinnedMatrix _matrix;
    private readonly TrainerOptions _options;
    private readonly BinBlocks _blocks;
    private readonly double[]? _weights;
    private readonly BoostingObjective _objective;
    private readonly int[] _directions;
    private readonly int[] _allRows;
    private readonly WorkTeam _team;

    public GbdtSession(TrainingSet data, Featurizer featurizer, BinnedMatrix matrix, TrainerOptions options)
    {
        (_data, _featurizer, _matrix, _options) = (data, featurizer, matrix, options);
        _weights = RowWeights.Normalize(data);
        _objective = BoostingObjective.For(data, _weights);
        _directions = MonotoneDirections.Of(data, featurizer);
        _allRows = [.. Enumerable.Range(0, data.RowCount)];
        _team = new WorkTeam(options.Threads);
        _blocks = new BinBlocks(matrix);
        _blocks.Pack(matrix.VaryingFeatures(), options.Threads);
    }

    /// <inheritdoc/>
    public Hyperparameter Rounds => GbdtParameters.RoundsRange;

    /// <inheritdoc/>
    public ITrainedModel Train(ParameterSet parameters, CancellationToken cancellationToken)
    {
        var values = GbdtParameters.From(parameters, _data.RowCount);
        return Model(Boost(values, null, 0, cancellationToken), values.Rounds);
    }

    /// <inheritdoc/>
    public StagedFit TrainStaged(ParameterSet parameters, TrainingSet validation, int patience, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        ArgumentOutOfRangeException.ThrowIfZero(validation.RowCount);
        var values = GbdtParameters.From(parameters, _data.RowCount);
        var stages = new StageScores(validation, _matrix.Bin(_featurizer.Apply(validation.Features)), _objective);
        var boosted = Boost(values, stages, patience, cancellationToken);
        return new StagedFit(stages.Losses, rounds => Model(boosted, rounds));
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

    private static T[] ForOutputs<T>(int outputs, Func<int, T> make) => [.. Enumerable.Range(0, outputs).Select(make)];

    /// <summary>Grows the rounds; fewer where the stages stall.</summary>
    private List<BoostedRound> Boost(GbdtParameters values, StageScores? stages, int patience, CancellationToken cancellationToken)
    {
        int outputs = _objective.BaseScores.Length, rows = _data.RowCount;
        var scores = Array.ConvertAll(_objective.BaseScores, score => Filled(rows, score));
        var gradients = ForOutputs(outputs, _ => new double[rows]);
        var hessians = ForOutputs(outputs, _ => new double[rows]);
        var losses = ForOutputs(outputs, k => new OutputLoss(_objective, scores[k], gradients[k], hessians[k]));
        var growers = new ConcurrentBag<BoostedTreeGrower>();
        var treeTeam = outputs == 1 ? _team : new WorkTeam(1);
        var rounds = new List<BoostedRound>();
        stages?.Measure();
        for (int round = 0; round < values.Rounds && stages?.HasStalled(patience) != true; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _team.RunRows(rows, (start, end) => ComputeSlopes(scores, gradients, hessians, start, end));
            int[] bag = Choose(_allRows, values.RowShare, SeededRandom.OfKeys(_options.Seed, round));
            var grown = new BoostedRound(new GrownTree[outputs], ForOutputs(outputs, _ => new double[_matrix.Columns.Length]));
            int current = round;
            _team.Run(outputs, outputs > 1, (output, _) =>
            {
                // Which grower a tree gets does not change it.
                var grower = growers.TryTake(out var spare)
                    ? spare
                    : new BoostedTreeGrower(_matrix, _blocks, values, _directions, treeTeam);
                int[] features = Choose(_blocks.Features, values.ColumnShare, SeededRandom.OfKeys(_options.Seed, current, output + 1));
                var tree = grower.Grow(losses[output], bag, features, grown.Gains[output], (output, _objective.OutputScale));
                grown.Trees[output] = tree;
                stages?.Add(tree, grower.Routing);
                growers.Add(grower);
            });

            rounds.Add(grown);
            stages?.Measure();
        }

        return rounds;
    }

    private void ComputeSlopes(double[][] scores, double[][] gradients, double[][] hessians, int start, int end)
    {
        _objective.ComputeSlopes(scores, gradients, hessians, start, end);
        if (_weights is null)
        {
            return;
        }

        for (int k = 0; k < scores.Length; k++)
        {
            for (int row = start; row < end; row++)
            {
                gradients[k][row] *= _weights[row];
                hessians[k][row] *= _weights[row];
            }
        }
    }

    private static double[] Filled(int length, double value)
    {
        var array = new double[length];
        Array.Fill(array, value);
        return array;
    }

    private TreeEnsembleModel Model(List<BoostedRound> rounds, int count)
    {
        var kept = rounds.Take(count).ToArray();
        var gains = new double[_matrix.Columns.Length];
        foreach (var ofOutput in kept.SelectMany(round => round.Gains))
        {
            for (int f = 0; f < gains.Length; f++)
            {
                gains[f] += ofOutput[f];
            }
        }

        var baseScores = Array.ConvertAll(
            _objective.BaseScores, s => Float32.FromDouble((s * _objective.OutputScale) + _objective.OutputOffset));
        var (trees, featurizer) = new CategoryTables(_matrix, _featurizer).Translate([.. kept.SelectMany(round => round.Trees)]);
        return new TreeEnsembleModel(_data.Schema, featurizer, new TreeEnsemble(trees, baseScores, _objective.Link), gains);
    }
}
