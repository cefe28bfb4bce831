using Slipway.Learning.Featurizing;
using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Learning.Onnx.Exporting;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Learners.Linear;

/// <summary>A fitted linear model with its featurizing.</summary>
internal sealed class LinearTrainedModel(ModelSchema schema, Featurizer featurizer, LinearModel model, double[] contributions) : IGraphModel
{
    private const int RowsInBlock = 1024;

    /// <summary>The weights.</summary>
    public LinearModel Model => model;

    /// <inheritdoc/>
    public IReadOnlyList<FeatureStep> Steps => featurizer.Steps;

    /// <inheritdoc/>
    public int OutputWidth => Links.OutputWidth(model.Link, model.Intercepts.Length);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> FeatureImportance { get; } =
        Learners.FeatureImportance.ByColumn(schema, featurizer.FeatureColumns, contributions);

    /// <inheritdoc/>
    public void Predict(Table features, Span<float> output)
    {
        Links.CheckOutput(output.Length, features.RowCount, OutputWidth);
        var matrix = featurizer.Apply(features);
        int scoreCount = model.Intercepts.Length, width = OutputWidth;
        var scores = new double[scoreCount * RowsInBlock];
        var row = new double[scoreCount];
        for (int start = 0; start < matrix.RowCount; start += RowsInBlock)
        {
            int count = Math.Min(RowsInBlock, matrix.RowCount - start);
            for (int k = 0; k < scoreCount; k++)
            {
                var ofScore = scores.AsSpan(k * RowsInBlock, count);
                ofScore.Fill(model.Intercepts[k]);
                for (int f = 0; f < matrix.FeatureCount; f++)
                {
                    MixedVectors.AddScaled(ofScore, model.Weights[(k * matrix.FeatureCount) + f], matrix.Column(f).Slice(start, count));
                }
            }

            for (int i = 0; i < count; i++)
            {
                for (int k = 0; k < scoreCount; k++)
                {
                    row[k] = scores[(k * RowsInBlock) + i];
                }

                Links.Apply(model.Link, row, output.Slice((start + i) * width, width));
            }
        }
    }

    /// <inheritdoc/>
    public byte[] ToOnnx() => OnnxExporter.Export(schema, featurizer.Steps, model);

    /// <inheritdoc/>
    public string WriteAnswer(GraphBuilder builder) => OnnxExporter.WriteAnswer(builder, schema, featurizer.Steps, model);

    /// <inheritdoc/>
    public IGraphModel? Scale(float slope, ReadOnlySpan<float> offsets) => !Links.HasScores(model.Link)
        ? null
        : new LinearTrainedModel(
            schema,
            featurizer,
            model with
            {
                Weights = Array.ConvertAll(model.Weights, weight => weight * slope),
                Intercepts = Links.ScaleScores(model.Link, model.Intercepts, slope, offsets),
            },
            contributions);
}
