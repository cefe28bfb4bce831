using Microsoft.ML;
using Microsoft.ML.Data;
using Slipway.Learning.Featurizing;
using Slipway.Learning.Learners;
using Slipway.Learning.Onnx;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;
using Slipway.MlNet.Exporting;

namespace Slipway.MlNet.Trainers;

/// <summary>A model of Microsoft.ML with the featurizing before it. It predicts by Microsoft.ML's own code.</summary>
internal sealed class MlNetModel : ITrainedModel
{
    private readonly ModelSchema _schema;
    private readonly Featurizer _featurizer;
    private readonly ITransformer _fitted;
    private readonly Lazy<ConvertedGraph> _graph;
    private readonly Lazy<IReadOnlyDictionary<string, double>> _importance;

    public MlNetModel(ModelSchema schema, Featurizer featurizer, ITransformer fitted, SampledFeatures sample)
    {
        (_schema, _featurizer, _fitted) = (schema, featurizer, fitted);

        // Most models of a search are only asked to predict.
        _graph = new(() => ConvertedGraph.Of(fitted, OutputColumn, featurizer.FeatureColumns.Count, schema.Classes.Count));
        _importance = new(
            () => Learning.Learners.FeatureImportance.ByColumn(schema, featurizer.FeatureColumns, Contributions.Of(_graph.Value, sample)));
    }

    /// <inheritdoc/>
    public int OutputWidth => _schema.OutputWidth;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> FeatureImportance => _importance.Value;

    private string OutputColumn => _schema.Task == LearningTask.Binary ? "Probability" : "Score";

    /// <inheritdoc/>
    public void Predict(Table features, Span<float> output)
    {
        Links.CheckOutput(output.Length, features.RowCount, OutputWidth);
        var matrix = _featurizer.Apply(features);
        var view = FeatureRow.View(new MLContext(0), FeatureRow.Enumerate(matrix, null), matrix.FeatureCount, _schema.Classes.Count);
        var predicted = _fitted.Transform(view);
        int at = 0;
        switch (_schema.Task)
        {
            case LearningTask.Binary:
                foreach (float probability in predicted.GetColumn<float>(OutputColumn))
                {
                    (output[at], output[at + 1]) = (1 - probability, probability);
                    at += 2;
                }

                break;
            case LearningTask.Multiclass:
                foreach (float[] probabilities in predicted.GetColumn<float[]>(OutputColumn))
                {
                    probabilities.CopyTo(output[at..]);
                    at += probabilities.Length;
                }

                break;
            case LearningTask.Regression:
                foreach (float number in predicted.GetColumn<float>(OutputColumn))
                {
                    output[at++] = number;
                }

                break;
        }
    }

    /// <inheritdoc/>
    public byte[] ToOnnx() => OnnxExporter.Export(
        _schema,
        _featurizer.Steps,
        builder =>
        {
            string output = _graph.Value.WriteTo(builder, OnnxExporter.WriteFeatures(builder, _featurizer.Steps));
            if (_schema.Task != LearningTask.Binary)
            {
                return output;
            }

            string opposite = builder.Node("Sub", "opposite", [builder.Constant("one", [1], [1f]), output]);
            return builder.Node("Concat", "pair", [opposite, output], Learning.Onnx.Format.AttributeProto.Of("axis", 1L));
        });
}
