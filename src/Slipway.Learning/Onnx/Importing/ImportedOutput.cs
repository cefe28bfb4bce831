using System.Globalization;
using Slipway.Learning.Onnx.Format;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;

namespace Slipway.Learning.Onnx.Importing;

/// <summary>The value of a graph that holds its predictions.</summary>
/// <param name="Task">What they predict.</param>
/// <param name="Value">The name of the value.</param>
/// <param name="Element">Float or double.</param>
/// <param name="Width">The numbers a row; 1 also where a single probability stands for two classes.</param>
/// <param name="Classes">The classes in the order of the numbers; empty for regression.</param>
internal sealed record ImportedOutput(LearningTask Task, string Value, TensorElement Element, int Width, IReadOnlyList<string> Classes)
{
    /// <summary>Finds what a graph predicts.</summary>
    public static Result<ImportedOutput> Find(GraphProto graph, OnnxModel model, OnnxImportOptions options)
    {
        var numbers = model.Outputs.Where(output => output.Element is TensorElement.Float or TensorElement.Double).ToArray();
        bool hasLabel = model.Outputs.Any(output => output.Element is TensorElement.String or TensorElement.Int64);
        if (numbers.Length != 1)
        {
            return new Problem(
                "import.outputs",
                $"The model has {numbers.Length} outputs of real numbers ({Names(model)}); one is due: a prediction, or the probabilities of the "
                + "classes. Export it with only that, and a label if you like.");
        }

        var output = numbers[0];
        var task = options.Task ?? Guess(output.Width, hasLabel || options.Classes.Count > 0);
        if (task is null || (task == LearningTask.Regression && output.Width != 1))
        {
            return new Problem(
                "import.outputs",
                $"The output '{output.Name}' has {output.Width} numbers a row, which may be probabilities or predictions. Say the task: binary or "
                + "multiclass, with the classes where the file does not name them; regression takes one number a row.");
        }

        // The map from class to probability that the format ends with is left out; the probabilities go into it.
        var map = graph.Nodes.Find(node => node.OperatorType == "ZipMap" && node.Outputs.Contains(output.Name));
        string value = map?.Inputs[0] ?? output.Name;
        if (task == LearningTask.Regression)
        {
            return new ImportedOutput(LearningTask.Regression, value, output.Element, 1, []);
        }

        IReadOnlyList<string> classes = options.Classes.Count > 0 ? options.Classes : ClassesOf(graph, map);
        int expected = output.Width == 1 ? 2 : output.Width;
        bool taskFits = (task == LearningTask.Binary) == (expected == 2);
        return classes.Count == expected && classes.Distinct(StringComparer.Ordinal).Count() == expected && taskFits
            ? new ImportedOutput(task.Value, value, output.Element, output.Width, classes)
            : new Problem(
                "import.classes",
                $"The output '{output.Name}' has {output.Width} numbers a row; the classes are {(classes.Count == 0 ? "not named" : $"'{string.Join("', '", classes)}'")}"
                + $" and the task is {task.ToString()!.ToLowerInvariant()}. Name {expected} different classes in the order of the numbers"
                + $"{(taskFits ? "" : $", and the task {(expected == 2 ? "binary" : "multiclass")}")}.");
    }

    private static LearningTask? Guess(int width, bool isClassifier) => (width, isClassifier) switch
    {
        (1, false) => LearningTask.Regression,
        (2, true) => LearningTask.Binary,
        ( > 2, true) => LearningTask.Multiclass,
        _ => null,
    };

    /// <summary>The classes that the last node names that names any.</summary>
    private static IReadOnlyList<string> ClassesOf(GraphProto graph, NodeProto? map)
    {
        foreach (var node in graph.Nodes.AsEnumerable().Reverse().Prepend(map).OfType<NodeProto>())
        {
            foreach (var attribute in node.Attributes.Where(a => a.Name.StartsWith("classlabels_", StringComparison.Ordinal)))
            {
                if (attribute.Strings.Count > 0)
                {
                    return attribute.Strings;
                }

                if (attribute.Ints.Count > 0)
                {
                    return [.. attribute.Ints.Select(label => label.ToString(CultureInfo.InvariantCulture))];
                }
            }
        }

        // A pipeline that names its classes by position takes them out of a constant.
        var taken = graph.Nodes.LastOrDefault(node => node.OperatorType == "ArrayFeatureExtractor");
        var labels = taken is null ? null : graph.Initializers.Find(constant => constant.Name == taken.Inputs[0]);
        return labels?.DataType switch
        {
            TensorDataType.String => labels.Strings,
            TensorDataType.Int64 => [.. labels.Int64s.Select(label => label.ToString(CultureInfo.InvariantCulture))],
            TensorDataType.Int32 => [.. labels.Int32s.Select(label => label.ToString(CultureInfo.InvariantCulture))],
            _ => [],
        };
    }

    private static string Names(OnnxModel model) => string.Join(", ", model.Outputs.Select(output => $"'{output.Name}': {output.Element}"));
}
