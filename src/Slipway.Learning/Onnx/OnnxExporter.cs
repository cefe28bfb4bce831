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
/// (empty is missing). Texts are split by an operator of ONNX Runtime's own, com.microsoft.Tokenizer. A classifier has the outputs <c>label</c>, the class names <c>[rows]</c>, and <c>probabilities</c>,
/// <c>[rows, classes]</c>, in this order; a regression model has <c>prediction</c>, <c>[rows, 1]</c>. A feature may have the name of an
/// output; that output is then named with underscores added.
/// </remarks>
public static class OnnxExporter
{
    private const long IrVersion = 8;
    private const long Opset = 17;
    private const long MlOpset = 3;
    private const long MicrosoftOpset = 1;

    // Standardised numbers have a mean of 0 but for rounding.
    private const float NegligibleMean = 1e-5f;

    /// <summary>Writes an ensemble of trees.</summary>
    /// <param name="schema">What the model answers.</param>
    /// <param name="steps">How inputs become the features that the trees ask for.</param>
    /// <param name="ensemble">The trees.</param>
    /// <exception cref="ArgumentException">There are no steps, or the parts do not fit together.</exception>
    public static byte[] Export(ModelSchema schema, IReadOnlyList<FeatureStep> steps, TreeEnsemble ensemble) =>
        Export(schema, steps, builder => WriteAnswer(builder, schema, steps, ensemble));

    /// <summary>Writes a linear model.</summary>
    /// <param name="schema">What the model answers.</param>
    /// <param name="steps">How inputs become the features that the weights are for.</param>
    /// <param name="model">The weights.</param>
    /// <exception cref="ArgumentException">There are no steps, or the parts do not fit together.</exception>
    public static byte[] Export(ModelSchema schema, IReadOnlyList<FeatureStep> steps, LinearModel model) =>
        Export(schema, steps, builder => WriteAnswer(builder, schema, steps, model));

    /// <summary>Writes a network.</summary>
    /// <param name="schema">What the model answers.</param>
    /// <param name="steps">How inputs become the features that the first layer takes.</param>
    /// <param name="network">The layers.</param>
    /// <exception cref="ArgumentException">There are no steps, or the parts do not fit together.</exception>
    public static byte[] Export(ModelSchema schema, IReadOnlyList<FeatureStep> steps, NeuralNetwork network) =>
        Export(schema, steps, builder => WriteAnswer(builder, schema, steps, network));

    /// <summary>Writes a discriminant.</summary>
    /// <param name="schema">What the model answers.</param>
    /// <param name="steps">How inputs become the features that distances are measured on.</param>
    /// <param name="model">The centres and spreads of the classes.</param>
    /// <exception cref="ArgumentException">There are no steps, or the parts do not fit together.</exception>
    public static byte[] Export(ModelSchema schema, IReadOnlyList<FeatureStep> steps, QuadraticModel model) =>
        Export(schema, steps, builder => WriteAnswer(builder, schema, steps, model));

    /// <summary>Writes a model of any parts.</summary>
    /// <param name="schema">What the model answers.</param>
    /// <param name="steps">The steps of all parts.</param>
    /// <param name="writeAnswer">Adds the parts; gives the name of the probabilities or of the predicted number.</param>
    internal static byte[] Export(ModelSchema schema, IReadOnlyList<FeatureStep> steps, Func<GraphBuilder, string> writeAnswer)
    {
        if (steps.Count == 0)
        {
            throw new ArgumentException("A model has at least one feature.", nameof(steps));
        }

        var builder = new GraphBuilder();
        FeatureGraph.DeclareInputs(builder, steps);
        var outputs = PredictionGraph.ReserveNames(builder, schema);
        PredictionGraph.WriteOutputs(builder, schema, outputs, writeAnswer(builder));
        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "slipway", ProducerVersion = "1", Graph = builder.Graph };
        model.OpsetImports.Add(new OperatorSetId("", Opset));
        model.OpsetImports.Add(new OperatorSetId(GraphBuilder.MlDomain, MlOpset));
        if (builder.Graph.Nodes.Exists(node => node.Domain == GraphBuilder.MicrosoftDomain))
        {
            model.OpsetImports.Add(new OperatorSetId(GraphBuilder.MicrosoftDomain, MicrosoftOpset));
        }

        return model.ToBytes();
    }

    /// <summary>Adds trees; gives the name of what they answer.</summary>
    internal static string WriteAnswer(
        GraphBuilder builder, ModelSchema schema, IReadOnlyList<FeatureStep> steps, TreeEnsemble ensemble)
    {
        PredictionGraph.Check(schema, ensemble.Link, ensemble.BaseScores.Length);
        string scores = builder.MlNode(
            "TreeEnsembleRegressor", "scores", [WriteFeatures(builder, steps)], TreeEnsembleAttributes.Write(ensemble));
        return PredictionGraph.WriteLink(builder, ensemble.Link, scores);
    }

    /// <summary>Adds weights; gives the name of what they answer.</summary>
    internal static string WriteAnswer(GraphBuilder builder, ModelSchema schema, IReadOnlyList<FeatureStep> steps, LinearModel model)
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

        string features = WriteFeatures(builder, steps);
        float[] shifted = model.Intercepts;
        if (Array.Exists(model.FeatureMeans, mean => Math.Abs(mean) > NegligibleMean))
        {
            // The weights then meet columns of mean 0, so that a weight times a column is what the column contributes.
            features = WriteDistance(builder, features, model.FeatureMeans, "fromMeans", "means");
            shifted = InterceptsAtMeans(model, featureCount);
        }

        string weights = builder.Constant("weights", [scoreCount, featureCount], model.Weights);
        string intercepts = builder.Constant("intercepts", [scoreCount], shifted);
        string scores = builder.Node("Gemm", "scores", [features, weights, intercepts], AttributeProto.Of("transB", 1L));
        return PredictionGraph.WriteLink(builder, model.Link, scores);
    }

    /// <summary>Adds the layers of a network; gives the name of what it answers.</summary>
    internal static string WriteAnswer(GraphBuilder builder, ModelSchema schema, IReadOnlyList<FeatureStep> steps, NeuralNetwork network)
    {
        int width = steps.Sum(step => step.Width);
        PredictionGraph.Check(schema, network.Link, network.Layers[^1].OutputCount);
        string value = WriteLimit(builder, WriteFeatures(builder, steps), network.FeatureLimit);

        for (int i = 0; i < network.Layers.Count; i++)
        {
            var layer = network.Layers[i];
            if (layer.Weights.Length != width * layer.OutputCount)
            {
                throw new ArgumentException($"Layer {i} has {layer.Weights.Length} weights for {width} inputs.", nameof(network));
            }

            string weights = builder.Constant($"layer{i}/weights", [width, layer.OutputCount], layer.Weights);
            string biases = builder.Constant($"layer{i}/biases", [layer.OutputCount], layer.Biases);
            bool isLast = i == network.Layers.Count - 1;
            value = builder.Node("Gemm", isLast ? "scores" : $"layer{i}/sums", [value, weights, biases]);
            value = isLast ? value : builder.Node("Relu", $"layer{i}/values", [value]);
            width = layer.OutputCount;
        }

        return PredictionGraph.WriteLink(builder, network.Link, value);
    }

    /// <summary>Adds the distances from the classes; gives the name of what they answer.</summary>
    internal static string WriteAnswer(GraphBuilder builder, ModelSchema schema, IReadOnlyList<FeatureStep> steps, QuadraticModel model)
    {
        int width = steps.Sum(step => step.Width), classes = schema.Classes.Count;
        PredictionGraph.Check(schema, model.Link, model.Intercepts.Length);
        if (model.FeatureMeans.Length != width || model.Centres.Length != classes * width || model.Projections.Count != classes
            || model.Projections.Any(projection => projection.Length != width * width))
        {
            throw new ArgumentException($"The centres and projections are not those of {classes} classes and {width} features.", nameof(model));
        }

        string features = WriteFeatures(builder, steps);
        features = model.FeatureMeans.Any(mean => mean != 0)
            ? WriteDistance(builder, features, model.FeatureMeans, "fromMeans", "means")
            : features;
        features = WriteLimit(builder, features, model.FeatureLimit);
        var squares = new string[classes];
        for (int k = 0; k < classes; k++)
        {
            string from = WriteDistance(builder, features, model.Centres.AsSpan(k * width, width).ToArray(), $"class{k}/from", $"class{k}/centre");
            string projection = builder.Constant($"class{k}/projection", [width, width], model.Projections[k]);
            string coordinates = builder.Node("MatMul", $"class{k}/coordinates", [from, projection]);
            squares[k] = builder.Node("Mul", $"class{k}/squares", [coordinates, coordinates]);
        }

        // Square by square beside the first class, as the difference of two sums would lose what the sums have in common.
        string axes = builder.Constant("axes", [1], [1L]);
        string[] gains =
        [
            .. Enumerable.Range(0, classes).Skip(model.Link == OutputLink.Logistic ? 1 : 0).Select(k => builder.Node(
                "ReduceSum", $"class{k}/gain", [builder.Node("Sub", $"class{k}/gains", [squares[0], squares[k]]), axes])),
        ];
        string scores = builder.Node(
            "Add",
            "scores",
            [
                gains.Length == 1 ? gains[0] : builder.Node("Concat", "gains", gains, AttributeProto.Of("axis", 1L)),
                builder.Constant("intercepts", [model.Intercepts.Length], model.Intercepts),
            ]);
        return PredictionGraph.WriteLink(builder, model.Link, scores);
    }

    private static string WriteDistance(GraphBuilder builder, string features, float[] from, string name, string constantName) =>
        builder.Node("Sub", name, [features, builder.Constant(constantName, [from.Length], from)]);

    private static string WriteLimit(GraphBuilder builder, string features, float limit)
    {
        if (limit == float.MaxValue)
        {
            return features;
        }

        string notBelow = builder.Node("Max", "notBelow", [features, builder.Constant("lowest", [1], [-limit])]);
        return builder.Node("Min", "limited", [notBelow, builder.Constant("highest", [1], [limit])]);
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

    /// <summary>Parts that share their steps share their nodes.</summary>
    internal static string WriteFeatures(GraphBuilder builder, IReadOnlyList<FeatureStep> steps) =>
        builder.Once(steps, () => FeatureGraph.Write(builder, steps));
}
