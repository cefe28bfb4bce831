using Microsoft.ML;
using Slipway.Learning.Onnx.Exporting;
using Slipway.Learning.Onnx.Format;
using Slipway.MlNet.Trainers;

namespace Slipway.MlNet.Exporting;

/// <summary>
/// What Microsoft.ML's converter made of a model: the nodes from the features to one output, without those of other outputs. Immutable.
/// </summary>
internal sealed class ConvertedGraph
{
    private readonly Dictionary<string, TensorProto> _constants;
    private readonly string _output;

    private ConvertedGraph(IReadOnlyList<NodeProto> nodes, Dictionary<string, TensorProto> constants, string output) =>
        (Nodes, _constants, _output) = (nodes, constants, output);

    /// <summary>The nodes, in an order in which they can run.</summary>
    public IReadOnlyList<NodeProto> Nodes { get; }

    /// <summary>Converts a model.</summary>
    /// <param name="fitted">The model of Microsoft.ML.</param>
    /// <param name="outputColumn">Its column that is wanted.</param>
    /// <param name="featureCount">How many features it takes.</param>
    /// <param name="classCount">The classes; 0 for numbers.</param>
    public static ConvertedGraph Of(ITransformer fitted, string outputColumn, int featureCount, int classCount)
    {
        var context = new MLContext(0);
        using var stream = new MemoryStream();
        context.Model.ConvertToOnnx(fitted, FeatureRow.View(context, [], featureCount, classCount), stream, outputColumn);
        var graph = ModelProto.Read(stream.ToArray()).Graph!;
        string output = graph.Outputs.Select(o => o.Name).Single(name => name.StartsWith(outputColumn, StringComparison.Ordinal));
        return new ConvertedGraph(NodesBefore(graph, output), graph.Initializers.ToDictionary(t => t.Name, StringComparer.Ordinal), output);
    }

    /// <summary>Adds the nodes to a graph; gives the name of the output.</summary>
    /// <param name="builder">The graph.</param>
    /// <param name="features">The value there that holds the features.</param>
    public string WriteTo(GraphBuilder builder, string features)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal) { [nameof(FeatureRow.Features)] = features };
        foreach (var node in Nodes)
        {
            string[] inputs = [.. node.Inputs.Select(name => names.TryGetValue(name, out string? known) ? known : AddConstant(builder, names, name))];
            var renamed = new NodeProto { Domain = node.Domain, OperatorType = node.OperatorType };
            renamed.Inputs.AddRange(inputs);
            renamed.Outputs.AddRange(node.Outputs.Select(name => names[name] = builder.Name(Renamed(name))));
            renamed.Attributes.AddRange(node.Attributes);
            builder.Graph.Nodes.Add(renamed);
        }

        return names[_output];
    }

    private static List<NodeProto> NodesBefore(GraphProto graph, string output)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal) { output };
        var nodes = new List<NodeProto>();
        foreach (var node in Enumerable.Reverse(SupportedNodes.Of(graph.Nodes)))
        {
            if (node.Outputs.Exists(wanted.Contains))
            {
                nodes.Add(node);
                wanted.UnionWith(node.Inputs);
            }
        }

        nodes.Reverse();
        return nodes;
    }

    private string AddConstant(GraphBuilder builder, Dictionary<string, string> names, string name)
    {
        if (!_constants.TryGetValue(name, out var tensor))
        {
            throw new InvalidOperationException($"Microsoft.ML's converter asks for '{name}' beside the features.");
        }

        string renamed = names[name] = builder.Name(Renamed(name));
        var writer = new WireWriter();
        tensor.Write(writer);
        var copy = TensorProto.Read(writer.Written);
        copy.Name = renamed;
        builder.Graph.Initializers.Add(copy);
        return renamed;
    }

    private static string Renamed(string name) => $"mlnet/{name}";
}
