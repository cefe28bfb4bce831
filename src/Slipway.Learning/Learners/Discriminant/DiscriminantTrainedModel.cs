using Slipway.Learning.Featurizing;
using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Learning.Onnx.Exporting;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Learners.Discriminant;

/// <summary>A fitted discriminant with its featurizing.</summary>
internal sealed class DiscriminantTrainedModel(ModelSchema schema, Featurizer featurizer, QuadraticModel model, double[] contributions)
    : IGraphModel
{
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
        int width = matrix.FeatureCount;
        var row = new float[width];
        var coordinates = new double[width];
        var distances = new double[model.Projections.Count];
        for (int i = 0; i < matrix.RowCount; i++)
        {
            matrix.CopyRows(i, 1, row);
            for (int f = 0; f < width; f++)
            {
                row[f] = Math.Clamp(row[f] - model.FeatureMeans[f], -model.FeatureLimit, model.FeatureLimit);
            }

            for (int k = 0; k < distances.Length; k++)
            {
                distances[k] = Distance(row, k, coordinates);
            }

            Links.Apply(model.Link, Scores(distances), output.Slice(i * OutputWidth, OutputWidth));
        }
    }

    /// <inheritdoc/>
    public byte[] ToOnnx() => OnnxExporter.Export(schema, featurizer.Steps, model);

    /// <inheritdoc/>
    public string WriteAnswer(GraphBuilder builder) => OnnxExporter.WriteAnswer(builder, schema, featurizer.Steps, model);

    /// <inheritdoc/>
    public IGraphModel Scale(float slope, ReadOnlySpan<float> offsets)
    {
        // Squares of what is scaled by the root are scaled by the slope.
        float root = MathF.Sqrt(slope);
        var scaled = model with
        {
            Projections = [.. model.Projections.Select(projection => Array.ConvertAll(projection, x => x * root))],
            Intercepts = Links.ScaleScores(model.Link, model.Intercepts, slope, offsets),
        };
        return new DiscriminantTrainedModel(schema, featurizer, scaled, contributions);
    }

    private double Distance(float[] row, int k, double[] coordinates)
    {
        int width = row.Length;
        Array.Clear(coordinates);
        for (int f = 0; f < width; f++)
        {
            MixedVectors.AddScaled(
                coordinates.AsSpan(f), row[f] - model.Centres[(k * width) + f], model.Projections[k].AsSpan((f * width) + f, width - f));
        }

        double sum = 0;
        foreach (double coordinate in coordinates)
        {
            sum += coordinate * coordinate;
        }

        return sum;
    }

    private double[] Scores(double[] distances) => model.Link == OutputLink.Logistic
        ? [distances[0] - distances[1] + model.Intercepts[0]]
        : [.. distances.Zip(model.Intercepts, (distance, intercept) => intercept - distance)];
}
