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

    /// <summary>Adds the nodes and the outputs.</summary>
    public static void Write(GraphBuilder builder, ModelSchema schema, OutputLink link, string scores)
    {
        if (schema.Task == LearningTask.Regression)
        {
            string name = builder.Name("prediction");
            string numbers = link == OutputLink.Exponential ? builder.Node("Exp", "mean", [scores]) : scores;
            builder.Output(numbers, name, TensorDataType.Float, -1, 1);
            return;
        }

        // The names of the outputs are taken first: only a feature of the same name can make one longer.
        string labelName = builder.Name("label");
        string probabilitiesName = builder.Name("probabilities");
        string probabilities = link switch
        {
            OutputLink.Logistic => WritePair(builder, scores),
            OutputLink.Softmax => builder.Node("Softmax", "shares", [scores], AttributeProto.Of("axis", 1L)),
            _ => scores,
        };
        string best = builder.Node(
            "ArgMax", "best", [probabilities], AttributeProto.Of("axis", 1L), AttributeProto.Of("keepdims", 0L));
        string label = builder.MlNode(
            "LabelEncoder",
            "class",
            [best],
            AttributeProto.Of("keys_int64s", Enumerable.Range(0, schema.Classes.Count).Select(index => (long)index)),
            AttributeProto.Of("values_strings", schema.Classes));
        builder.Output(label, labelName, TensorDataType.String, -1);
        builder.Output(probabilities, probabilitiesName, TensorDataType.Float, -1, schema.Classes.Count);
    }

    private static string WritePair(GraphBuilder builder, string score)
    {
        string second = builder.Node("Sigmoid", "second", [score]);
        string one = builder.Constant("one", [1], [1f]);
        string first = builder.Node("Sub", "first", [one, second]);
        return builder.Node("Concat", "pair", [first, second], AttributeProto.Of("axis", 1L));
    }
}
