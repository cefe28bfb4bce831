using Slipway.Learning.Learners;
using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Learning.Onnx.Exporting;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Ensembles;

/// <summary>Several models whose probabilities, or numbers, are averaged by weight.</summary>
/// <param name="schema">What all of them answer.</param>
/// <param name="members">The models and their weights, which sum to 1.</param>
internal sealed class EnsembleModel(ModelSchema schema, IReadOnlyList<(IGraphModel Model, float Weight)> members) : IGraphModel
{
    /// <inheritdoc/>
    public IReadOnlyList<FeatureStep> Steps { get; } = [.. members.SelectMany(member => member.Model.Steps)];

    /// <inheritdoc/>
    public int OutputWidth => members[0].Model.OutputWidth;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> FeatureImportance { get; } = schema.Features.ToDictionary(
        feature => feature.Name,
        feature => members.Sum(member => member.Weight * member.Model.FeatureImportance[feature.Name]),
        StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Predict(Table features, Span<float> output)
    {
        var answers = new float[output.Length];
        output.Clear();
        foreach (var (model, weight) in members)
        {
            model.Predict(features, answers);
            for (int i = 0; i < output.Length; i++)
            {
                output[i] += weight * answers[i];
            }
        }
    }

    /// <inheritdoc/>
    public byte[] ToOnnx() => OnnxExporter.Export(schema, Steps, WriteAnswer);

    /// <inheritdoc/>
    public string WriteAnswer(GraphBuilder builder)
    {
        string? sum = null;
        for (int i = 0; i < members.Count; i++)
        {
            string weight = builder.Constant($"member{i}/weight", [1], [members[i].Weight]);
            string part = builder.Node("Mul", $"member{i}/part", [members[i].Model.WriteAnswer(builder), weight]);
            sum = sum is null ? part : builder.Node("Add", $"member{i}/sum", [sum, part]);
        }

        return sum!;
    }

    /// <inheritdoc/>
    public IGraphModel? Scale(float slope, ReadOnlySpan<float> offsets) => null;
}
