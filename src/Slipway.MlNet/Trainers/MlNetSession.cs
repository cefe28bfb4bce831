using Microsoft.ML;
using Slipway.Learning.Featurizing;
using Slipway.Learning.Training;

namespace Slipway.MlNet.Trainers;

/// <summary>Featurized rows, ready for any number of fits.</summary>
internal sealed class MlNetSession : ITrainingSession
{
    private readonly MlNetTrainer _trainer;
    private readonly TrainingSet _data;
    private readonly Featurizer _featurizer;
    private readonly int _seed;
    private readonly FeatureRow[] _rows;
    private readonly SampledFeatures _sample;

    public MlNetSession(MlNetTrainer trainer, TrainingSet data, Featurizer featurizer, int seed)
    {
        if (featurizer.FeatureColumns.Count == 0)
        {
            throw new InvalidOperationException("No feature varies in the rows; there is nothing to learn from.");
        }

        (_trainer, _data, _featurizer, _seed) = (trainer, data, featurizer, seed);
        var features = featurizer.Apply(data.Features);
        _rows = [.. FeatureRow.Enumerate(features, data.Targets)];
        _sample = SampledFeatures.Of(features);
    }

    /// <inheritdoc/>
    public ITrainedModel Train(ParameterSet parameters, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var context = new MLContext(_seed);
        var view = FeatureRow.View(context, RowsUntil(cancellationToken), _featurizer.FeatureColumns.Count, _data.Schema.Classes.Count);
        var fitted = Fit(_trainer.Learner(context, _data.Schema.Task, parameters, _seed), view);
        cancellationToken.ThrowIfCancellationRequested();
        return new MlNetModel(_data.Schema, _featurizer, fitted, _sample);
    }

    private ITransformer Fit(IEstimator<ITransformer> learner, IDataView view)
    {
        try
        {
            return learner.Fit(view);
        }
        catch (ArgumentException exception)
        {
            // Microsoft.ML fails so where a tree of LightGBM has no split, because the rows are too few for two leaves.
            throw new InvalidOperationException(
                $"{_trainer.Name} cannot learn from these {_rows.Length} rows with these parameters: {exception.Message}", exception);
        }
    }

    /// <summary>The rows. Microsoft.ML knows no cancellation, but it asks for rows again and again.</summary>
    private IEnumerable<FeatureRow> RowsUntil(CancellationToken cancellationToken)
    {
        foreach (var row in _rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }
    }
}
