using Slipway.Learning.Models;
using Slipway.Learning.Onnx.Format;
using Slipway.Learning.Schemas;

namespace Slipway.Learning.Onnx.Exporting;

/// <summary>Writes the way from raw scores to the outputs of a model.</summary>
internal static class PredictionGraph
{
    /// <summary>Refuses a link that does not give what the schema answers.</summary>
    /// <exception cref="ArgumentException">The link does not fit the task, or the number of scores not the link.</exception>
    public static void Check(ModelSchema schema, OutputLink link, int scoreCount)
    {
        int expected = link == OutputLink.Logistic ? 1 : schema.OutputWidth;
        bool isForNumbers = link is OutputLink.Identity or OutputLink.Exponential;
        bool linkFits = isForNumbers == (schema.Task == LearningTask.Regression);
        bool classesFit = link != OutputLink.Logistic || schema.Classes.Count == 2;
        if (!linkFits || !classesFit || scoreCount != expected)
        {
            throw new ArgumentException(
                $"A {schema.Task} model of {schema.OutputWidth} outputs cannot have the link {link} and {scoreCount} scores.");
        }
    }

    /// <summary>Names the outputs before any node is named: only a feature of the same name can make one longer.</summary>
    public static string[] ReserveNames(GraphBuilder builder, ModelSchema schema) => schema.Task == LearningTask.Regression
        ? [builder.Name("prediction")]
        : [builder.Name("label"), builder.Name("probabilities")];

    /// <summary>Adds the nodes from raw scores to probabilities, or to the predicted number; gives its name.</summary>
    public static string WriteLink(GraphBuilder builder, OutputLink link, string scores) => link switch
    {
        OutputLink.Logistic => WritePair(builder, scores),
        OutputLink.Softmax => builder.Node("Softmax", "shares", [scores], AttributeProto.Of("axis", 1L)),
        OutputLink.Exponential => builder.Node("Exp", "mean", [scores]),
        _ => scores,
    };

    /// <summary>Adds the outputs.</summary>
    /// <param name="builder">The graph.</param>
    /// <param name="schema">What the model answers.</param>
    /// <param name="names">The names that were reserved.</param>
    /// <param name="answer">The name of the probabilities or of the predicted number.</param>
    public static void WriteOutputs(GraphBuilder builder, ModelSchema schema, string[] names, string answer)
    {
        if (schema.Task == LearningTask.Regression)
        {
            builder.Output(answer, names[0], TensorDataType.Float, -1, 1);
            return;
        }

        string best = builder.Node("ArgMax", "best", [answer], AttributeProto.Of("axis", 1L), AttributeProto.Of("keepdims", 0L));
        string label = builder.MlNode(
            "LabelEncoder",
            "class",
            [best],
            AttributeProto.Of("keys_int64s", Enumerable.Range(0, schema.Classes.Count).Select(index => (long)index)),
            AttributeProto.Of("values_strings", schema.Classes));
        builder.Output(label, names[0], TensorDataType.String, -1);
        builder.Output(answer, names[1], TensorDataType.Float, -1, schema.Classes.Count);
    }

    private static string WritePair(GraphBuilder builder, string score)
    {
        string second = builder.Node("Sigmoid", "second", [score]);
        string one = builder.Constant("one", [1], [1f]);
        string first = builder.Node("Sub", "first", [one, second]);
        return builder.Node("Concat", "pair", [first, second], AttributeProto.Of("axis", 1L));
    }
}
