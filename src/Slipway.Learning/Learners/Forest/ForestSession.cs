using Slipway.Learning.Binning;
using Slipway.Learning.Featurizing;
using Slipway.Learning.Models;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Forest;

/// <summary>Rows in bins, ready for any number of forests.</summary>
internal sealed class ForestSession(TrainingSet data, Featurizer featurizer, BinnedMatrix matrix, TrainerOptions options) : IStagedSession
{
    private ForestStages? _stages;

    /// <summary>The features in bins.</summary>
    public BinnedMatrix Matrix => matrix;

    public TrainerOptions Options => options;

    public ForestTargets Targets { get; } = ForestTargets.Of(data);

    public RowDraws Draws { get; } = new(data.RowCount, RowWeights.Normalize(data));

    /// <inheritdoc/>
    public ITrainedModel Train(ParameterSet parameters, CancellationToken cancellationToken)
    {
        var values = ParametersOf(parameters);
        var fit = new ForestFit(this, values, null);
        fit.GrowTo(values.Trees, cancellationToken);
        return fit.Take(values.Trees);
    }

    /// <inheritdoc/>
    public IStagedFit Start(ParameterSet parameters, TrainingSet validation)
    {
        ArgumentOutOfRangeException.ThrowIfZero(validation.RowCount);
        if (!ReferenceEquals(_stages?.Rows, validation))
        {
            _stages = new ForestStages(validation, featurizer.Apply(validation.Features), Targets);
        }

        return new ForestFit(this, ParametersOf(parameters), _stages);
    }

    /// <summary>The model that averages trees.</summary>
    /// <param name="trees">The trees, whose leaves hold means.</param>
    /// <param name="gains">What each feature gained in each tree.</param>
    public TreeEnsembleModel Model(IReadOnlyList<Tree> trees, IReadOnlyList<double[]> gains)
    {
        double share = 1.0 / Math.Max(1, trees.Count);
        var parts = trees.Select(tree => tree.WithLeafScores(Array.ConvertAll(tree.LeafScores, score => Float32.FromDouble(share * score))));
        bool isRegression = data.Schema.Task == LearningTask.Regression;
        float[] baseScores = isRegression ? [Float32.FromDouble(Targets.Scale.Mean)] : new float[Targets.SlotCount];
        var ensemble = new TreeEnsemble([.. parts], baseScores, isRegression ? OutputLink.Identity : OutputLink.Probabilities);
        var sums = new double[matrix.Columns.Length];
        foreach (double[] ofTree in gains)
        {
            for (int f = 0; f < sums.Length; f++)
            {
                sums[f] += ofTree[f];
            }
        }

        return new TreeEnsembleModel(data.Schema, featurizer, ensemble, sums);
    }

    private ForestParameters ParametersOf(ParameterSet parameters) =>
        ForestParameters.From(parameters, data.Schema.Task, matrix.Columns.Length);
}
