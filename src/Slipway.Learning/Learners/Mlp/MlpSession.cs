using Slipway.Learning.Featurizing;
using Slipway.Learning.Models;
using Slipway.Learning.Randomness;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Mlp;

/// <summary>Standardised rows, ready for any number of networks.</summary>
internal sealed class MlpSession : ITrainingSession
{
    /// <summary>Standard deviations from the mean beyond which features are cut off.</summary>
    private const float FeatureLimit = 20;

    /// <summary>Rows set aside to say when to stop; with fewer than the minimum there is nothing to spare.</summary>
    private const double CheckShare = 0.15;
    private const int MinRowsToCheck = 40;

    /// <summary>With fewer rows than these, those set aside are missed: the network learns again from all of them.</summary>
    private const int RefitRows = 10_000;

    // The work of each part of a random draw.
    private const int KeyOfWeights = 0, KeyOfCheck = 1;

    private readonly TrainingSet _data;
    private readonly Featurizer _featurizer;
    private readonly TrainerOptions _options;
    private readonly OutputLink _link;
    private readonly TargetScale _scale;
    private readonly double[] _targets;
    private readonly double[] _weights;
    private readonly float[] _rows;
    private readonly double[] _deviations;

    public MlpSession(TrainingSet data, Featurizer featurizer, FeatureMatrix features, TrainerOptions options)
    {
        (_data, _featurizer, _options) = (data, featurizer, options);
        _link = data.Schema.Task switch
        {
            LearningTask.Regression => OutputLink.Identity,
            LearningTask.Binary => OutputLink.Logistic,
            _ => OutputLink.Softmax,
        };
        _scale = _link == OutputLink.Identity ? TargetScale.Of(data.Targets) : new TargetScale(0, 1);
        _targets = _link == OutputLink.Identity ? _scale.Standardize(data.Targets) : data.Targets;
        _weights = RowWeights.NormalizeOrOnes(data);
        _rows = new float[checked(features.RowCount * features.FeatureCount)];
        features.CopyRows(0, features.RowCount, _rows);
        MlpTrainedModel.Limit(_rows, FeatureLimit);
        _deviations = [.. Enumerable.Range(0, features.FeatureCount).Select(f => NumberSummary.Of(features.Column(f)).StandardDeviation)];
    }

    /// <inheritdoc/>
    public ITrainedModel Train(ParameterSet parameters, CancellationToken cancellationToken)
    {
        var values = MlpParameters.From(parameters);
        int outputs = _link == OutputLink.Softmax ? _data.Schema.Classes.Count : 1;
        var shape = new NetworkShape(_deviations.Length, values.Layers, values.Units, outputs);
        float[] start = shape.NewParameters(SeededRandom.OfKeys(_options.Seed, KeyOfWeights));
        StartAtMeans(shape.Biases(start, shape.LayerCount - 1));
        var fit = new MlpFit(shape, _link, _rows, _targets, _weights, values, _options);
        int[] all = [.. Enumerable.Range(0, _targets.Length)];
        float[] fitted;
        if (all.Length < MinRowsToCheck)
        {
            fitted = fit.Run(start, all, [], values.Epochs, cancellationToken).Parameters;
        }
        else
        {
            int checkCount = (int)(all.Length * CheckShare);
            SeededRandom.OfKeys(_options.Seed, KeyOfCheck).ChooseFront(all, checkCount);
            var stopped = fit.Run(start, all[checkCount..], all[..checkCount], values.Epochs, cancellationToken);
            fitted = all.Length < RefitRows
                ? fit.Run(start, all, [], stopped.Epochs, cancellationToken).Parameters
                : stopped.Parameters;
        }

        var layers = shape.ToLayers(fitted);
        var importance = Contributions(layers);
        if (_link == OutputLink.Identity)
        {
            layers = Rescale(layers);
        }

        if (layers.Any(layer => layer.Weights.Concat(layer.Biases).Any(weight => !float.IsFinite(weight))))
        {
            throw new ArithmeticException("The network has grown beyond all numbers; a smaller learningRate may help.");
        }

        var network = new NeuralNetwork(layers, _link) { FeatureLimit = FeatureLimit };
        return new MlpTrainedModel(_data.Schema, _featurizer, network, importance);
    }

    /// <summary>What predicts best without looking at a row; one row is added to each class, as one that has none is not impossible.</summary>
    private void StartAtMeans(Span<float> biases)
    {
        if (_link == OutputLink.Identity)
        {
            return;
        }

        var counts = new double[_data.Schema.Classes.Count];
        Array.Fill(counts, 1);
        for (int row = 0; row < _targets.Length; row++)
        {
            counts[(int)_targets[row]] += _weights[row];
        }

        if (_link == OutputLink.Logistic)
        {
            biases[0] = (float)Math.Log(counts[1] / counts[0]);
            return;
        }

        for (int k = 0; k < biases.Length; k++)
        {
            biases[k] = (float)Math.Log(counts[k] / _targets.Length);
        }
    }

    /// <summary>The layers that give targets as they were before they were standardised.</summary>
    private IReadOnlyList<DenseLayer> Rescale(IReadOnlyList<DenseLayer> layers) =>
    [
        .. layers.SkipLast(1),
        new DenseLayer(
            Array.ConvertAll(layers[^1].Weights, weight => Float32.FromDouble(weight * _scale.Deviation)),
            [Float32.FromDouble((layers[^1].Biases[0] * _scale.Deviation) + _scale.Mean)]),
    ];

    /// <summary>
    /// The squares of the absolute weights of all ways from a feature to the scores, as if every feature had the deviation 1: squares, as the
    /// many words of a category, each with a small weight of its own, would else count for more than what decides.
    /// </summary>
    private double[] Contributions(IReadOnlyList<DenseLayer> layers)
    {
        double[] above = [.. Enumerable.Repeat(1.0, layers[^1].OutputCount)];
        for (int layer = layers.Count - 1; layer >= 0; layer--)
        {
            var (weights, outputs) = (layers[layer].Weights, layers[layer].OutputCount);
            var below = new double[weights.Length / outputs];
            for (int i = 0; i < weights.Length; i++)
            {
                below[i / outputs] += Math.Abs(weights[i]) * above[i % outputs];
            }

            above = below;
        }

        return [.. above.Zip(_deviations, (weight, deviation) => weight * deviation * weight * deviation)];
    }
}
