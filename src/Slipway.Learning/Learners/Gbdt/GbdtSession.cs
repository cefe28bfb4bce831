using Slipway.Learning.Binning;
using Slipway.Learning.Featurizing;
using Slipway.Learning.Models;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>Rows in bins, ready for any number of boosted ensembles.</summary>
internal sealed class GbdtSession : IStagedSession
{
    private readonly TrainingSet _data;
    private readonly Featurizer _featurizer;
    private (TrainingSet Rows, BinnedMatrix Matrix)? _validation;

    public GbdtSession(TrainingSet data, Featurizer featurizer, BinnedMatrix matrix, TrainerOptions options)
    {
        (_data, _featurizer, Matrix, Options) = (data, featurizer, matrix, options);
        Weights = RowWeights.Normalize(data);
        Objective = BoostingObjective.For(data, Weights);
        Directions = MonotoneDirections.Of(data, featurizer);
        AllRows = [.. Enumerable.Range(0, data.RowCount)];
        Team = new WorkTeam(options.Threads);
        Blocks = new BinBlocks(matrix);
        Blocks.Pack(matrix.VaryingFeatures(), options.Threads);
        Gradients = [.. Objective.BaseScores.Select(_ => new double[data.RowCount])];
        Hessians = [.. Objective.BaseScores.Select(_ => new double[data.RowCount])];
    }

    /// <summary>The features in bins.</summary>
    public BinnedMatrix Matrix { get; }

    /// <summary>Those that take more than one value.</summary>
    public BinBlocks Blocks { get; }

    public TrainerOptions Options { get; }

    /// <summary>The weight of each row, 1 on average; null where all are 1.</summary>
    public double[]? Weights { get; }

    public BoostingObjective Objective { get; }

    /// <summary>See <see cref="SplitFinder"/>.</summary>
    public int[] Directions { get; }

    public int[] AllRows { get; }

    public WorkTeam Team { get; }

    /// <summary>Room for the first derivatives of a round, by output; as models grow by turns, they share it.</summary>
    public double[][] Gradients { get; }

    /// <summary>Room for the second derivatives.</summary>
    public double[][] Hessians { get; }

    /// <inheritdoc/>
    public ITrainedModel Train(ParameterSet parameters, CancellationToken cancellationToken)
    {
        var values = GbdtParameters.From(parameters, _data.RowCount);
        var fit = new GbdtFit(this, values, null);
        fit.GrowTo(values.Rounds, cancellationToken);
        return fit.Take(values.Rounds);
    }

    /// <inheritdoc/>
    public IStagedFit Start(ParameterSet parameters, TrainingSet validation)
    {
        ArgumentOutOfRangeException.ThrowIfZero(validation.RowCount);
        if (!ReferenceEquals(_validation?.Rows, validation))
        {
            _validation = (validation, Matrix.Bin(_featurizer.Apply(validation.Features)));
        }

        var stages = new StageScores(validation, _validation.Value.Matrix, Objective);
        return new GbdtFit(this, GbdtParameters.From(parameters, _data.RowCount), stages);
    }

    /// <summary>The model of some rounds.</summary>
    public TreeEnsembleModel Model(IReadOnlyList<BoostedRound> rounds)
    {
        var gains = new double[Matrix.Columns.Length];
        foreach (var ofOutput in rounds.SelectMany(round => round.Gains))
        {
            for (int f = 0; f < gains.Length; f++)
            {
                gains[f] += ofOutput[f];
            }
        }

        var baseScores = Array.ConvertAll(
            Objective.BaseScores, s => Float32.FromDouble((s * Objective.OutputScale) + Objective.OutputOffset));
        var (trees, featurizer) = new CategoryTables(Matrix, _featurizer).Translate([.. rounds.SelectMany(round => round.Trees)]);
        return new TreeEnsembleModel(_data.Schema, featurizer, new TreeEnsemble(trees, baseScores, Objective.Link), gains);
    }
}
