using Slipway.Learning.Featurizing;
using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Learning.Onnx.Exporting;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Learners.Mlp;

/// <summary>A fitted network with its featurizing.</summary>
internal sealed class MlpTrainedModel(ModelSchema schema, Featurizer featurizer, NeuralNetwork network, double[] contributions)
    : IGraphModel
{
    private const int RowsInBlock = 64;

    /// <summary>The network.</summary>
    public NeuralNetwork Network => network;

    /// <inheritdoc/>
    public IReadOnlyList<FeatureStep> Steps => featurizer.Steps;

    /// <inheritdoc/>
    public int OutputWidth => Links.OutputWidth(network.Link, network.Layers[^1].OutputCount);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> FeatureImportance { get; } =
        Learners.FeatureImportance.ByColumn(schema, featurizer.FeatureColumns, contributions);

    /// <summary>Cuts features off beyond a limit, in place.</summary>
    public static void Limit(Span<float> features, float limit)
    {
        foreach (ref float feature in features)
        {
            feature = Math.Clamp(feature, -limit, limit);
        }
    }

    /// <inheritdoc/>
    public void Predict(Table features, Span<float> output)
    {
        Links.CheckOutput(output.Length, features.RowCount, OutputWidth);
        var matrix = featurizer.Apply(features);
        int outputs = network.Layers[^1].OutputCount, width = OutputWidth;
        int units = network.Layers[0].OutputCount;
        var shape = new NetworkShape(matrix.FeatureCount, network.Layers.Count - 1, units, outputs);
        float[] parameters = [.. network.Layers.SelectMany(layer => layer.Weights.Concat(layer.Biases))];
        var pass = new NetworkPass(shape, network.Link, RowsInBlock);
        var scores = new double[outputs];
        for (int start = 0; start < matrix.RowCount; start += RowsInBlock)
        {
            int count = Math.Min(RowsInBlock, matrix.RowCount - start);
            matrix.CopyRows(start, count, pass.Features);
            Limit(pass.Features, network.FeatureLimit);
            pass.Forward(parameters, count);
            for (int i = 0; i < count; i++)
            {
                for (int k = 0; k < outputs; k++)
                {
                    scores[k] = pass.Scores[(i * outputs) + k];
                }

                Links.Apply(network.Link, scores, output.Slice((start + i) * width, width));
            }
        }
    }

    /// <inheritdoc/>
    public byte[] ToOnnx() => OnnxExporter.Export(schema, featurizer.Steps, network);

    /// <inheritdoc/>
    public string WriteAnswer(GraphBuilder builder) => OnnxExporter.WriteAnswer(builder, schema, featurizer.Steps, network);

    /// <inheritdoc/>
    public IGraphModel? Scale(float slope, ReadOnlySpan<float> offsets)
    {
        if (!Links.HasScores(network.Link))
        {
            return null;
        }

        var last = network.Layers[^1];
        var scaled = new DenseLayer(
            Array.ConvertAll(last.Weights, weight => weight * slope), Links.ScaleScores(network.Link, last.Biases, slope, offsets));
        return new MlpTrainedModel(
            schema, featurizer, network with { Layers = [.. network.Layers.SkipLast(1), scaled] }, contributions);
    }
}
