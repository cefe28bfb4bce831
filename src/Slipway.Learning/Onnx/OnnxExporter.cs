using Slipway.Learning.Featurizing;
using Slipway.Learning.Models;
using Slipway.Learning.Onnx.Exporting;
using Slipway.Learning.Onnx.Format;
using Slipway.Learning.Schemas;

namespace Slipway.Learning.Onnx;

/// <summary>
/// Writes fitted models as ONNX files that ONNX Runtime and <see cref="OnnxModel"/> run. The same model gives the same bytes.
/// </summary>
/// <remarks>
/// There is one input <c>[rows, 1]</c> for each input of the steps, in the order of their first use: a float (NaN is missing) or a string
/// (empty is missing). A classifier has the outputs <c>label</c>, the class names <c>[rows]</c>, and <c>probabilities</c>,
/// <c>[rows, classes]</c>, in this order; a regression model has <c>prediction</c>, <c>[rows, 1]</c>. A feature may have the name of an
/// output; that output is then named with underscores added.
/// </remarks>
public static class OnnxExporter
{
    private const long IrVersion = 8;
    private const long Opset = 17;
    private const long MlOpset = 3;

    // Standardised numbers have a mean of 0 but for rounding.
    private const float NegligibleMean = 1e-5f;


    /// <summary>Writes an ensemble of trees.</summary>
    /// <param name="schema">What the model answers.</param>
    /// <param name="steps">How inputs become the features that the trees ask for.</param>
    /// <param name="ensemble">The trees.</param>
    /// <exception cref="ArgumentException">There are no steps, or the parts do not fit together.</exception>
    public static byte[] Export(ModelSchema schema, IReadOnlyList<FeatureStep> steps, TreeEnsemble ensemble)
    {
        PredictionGraph.Check(schema, ensemble.Link, ensemble.BaseScores.Length);
        return Export(
            schema,
            steps,
            ensemble.Link,
            (builder, features) => builder.MlNode("TreeEnsembleRegressor", "scores", [features], TreeEnsembleAttributes.Write(ensemble)));
    }

    /// <summary>Writes a linear model.</summary>
    /// <param name="schema">What the model answers.</param>
    /// <param name="steps">How inputs become the features that the weights are for.</param>
    /// <param name="model">The weights.</param>
    /// <exception cref="ArgumentException">There are no steps, or the parts do not fit together.</exception>
    public static byte[] Export(ModelSchema schema, IReadOnlyList<FeatureStep> steps, LinearModel model)
    {
        int scoreCount = model.Intercepts.Length;
        int featureCount = steps.Sum(step => step.Width);
        PredictionGraph.Check(schema, model.Link, scoreCount);
        if (model.Weights.Length != scoreCount * featureCount
            || (model.FeatureMeans.Length != 0 && model.FeatureMeans.Length != featureCount))
        {
            throw new ArgumentException(
                $"{model.Weights.Length} weights and {model.FeatureMeans.Length} means "
                + $"are not {scoreCount} scores of {featureCount} features.",
                nameof(model));
        }

        return Export(schema, steps, model.Link, (builder, features) => WriteLinear(builder, features, model, featureCount));
    }

    /// <summary>Writes a model whose scores others compute.</summary>
    /// <param name="schema">What the model answers.</param>
    /// <param name="steps">How inputs become features.</param>
    /// <param name="link">What the scores are.</param>
    /// <param name="writeScores">Adds the nodes from the matrix of all features, which it is given by name, to the scores; gives their name.</param>
    /// <exception cref="ArgumentException">There are no steps.</exception>
    internal static byte[] Export(
        ModelSchema schema, IReadOnlyList<FeatureStep> steps, OutputLink link, Func<GraphBuilder, string, string> writeScores)
    {
        if (steps.Count == 0)
        {
            throw new ArgumentException("A model has at least one feature.", nameof(steps));
        }

        var builder = new GraphBuilder();
        FeatureGraph.DeclareInputs(builder, steps);
        string scores = writeScores(builder, FeatureGraph.Write(builder, steps));
        PredictionGraph.Write(builder, schema, link, scores);
        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "slipway", ProducerVersion = "1", Graph = builder.Graph };
        model.OpsetImports.Add(new OperatorSetId("", Opset));
        model.OpsetImports.Add(new OperatorSetId(GraphBuilder.MlDomain, MlOpset));
        return model.ToBytes();
    }

    private static string WriteLinear(GraphBuilder builder, string features, LinearModel model, int featureCount)
    {
        float[] shifted = model.Intercepts;
        if (Array.Exists(model.FeatureMeans, mean => Math.Abs(mean) > NegligibleMean))
        {
            // The weights then meet columns of mean 0, so that a weight times a column is what the column contributes.
            features = builder.Node("Sub", "fromMeans", [features, builder.Constant("means", [featureCount], model.FeatureMeans)]);
            shifted = InterceptsAtMeans(model, featureCount);
        }

        string weights = builder.Constant("weights", [shifted.Length, featureCount], model.Weights);
        string intercepts = builder.Constant("intercepts", [shifted.Length], shifted);
        return builder.Node("Gemm", "scores", [features, weights, intercepts], AttributeProto.Of("transB", 1L));
    }

    private static float[] InterceptsAtMeans(LinearModel model, int featureCount)
    {
        var intercepts = new float[model.Intercepts.Length];
        for (int score = 0; score < intercepts.Length; score++)
        {
            double sum = model.Intercepts[score];
            for (int f = 0; f < featureCount; f++)
            {
                sum += (double)model.Weights[(score * featureCount) + f] * model.FeatureMeans[f];
            }

            intercepts[score] = Float32.FromDouble(sum);
        }

        return intercepts;
    }
}
