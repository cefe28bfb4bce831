using Slipway.Learning.Learners;
using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Learning.Onnx.Exporting;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Calibrating;

/// <summary>A classifier whose probabilities are mapped.</summary>
internal sealed class CalibratedModel : IGraphModel
{
    private readonly ModelSchema _schema;
    private readonly IGraphModel _model;
    private readonly ProbabilityMap _map;

    private CalibratedModel(ModelSchema schema, IGraphModel model, ProbabilityMap map) => (_schema, _model, _map) = (schema, model, map);

    /// <inheritdoc/>
    public IReadOnlyList<FeatureStep> Steps => _model.Steps;

    /// <inheritdoc/>
    public int OutputWidth => _model.OutputWidth;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> FeatureImportance => _model.FeatureImportance;

    /// <summary>Puts a map over a model; where the map only scales scores, a model that has some takes it in and stays what it is.</summary>
    public static IGraphModel Of(ModelSchema schema, IGraphModel model, ProbabilityMap map) =>
        (map is ScoreScaling scaling ? model.Scale(scaling.Slope, [.. scaling.Offsets]) : null) ?? new CalibratedModel(schema, model, map);

    /// <inheritdoc/>
    public void Predict(Table features, Span<float> output)
    {
        _model.Predict(features, output);
        for (int start = 0; start < output.Length; start += OutputWidth)
        {
            _map.Apply(output.Slice(start, OutputWidth));
        }
    }

    /// <inheritdoc/>
    public byte[] ToOnnx() => OnnxExporter.Export(_schema, Steps, WriteAnswer);

    /// <inheritdoc/>
    public string WriteAnswer(GraphBuilder builder) => _map.Write(builder, _model.WriteAnswer(builder));

    /// <inheritdoc/>
    public IGraphModel? Scale(float slope, ReadOnlySpan<float> offsets) => null;
}
