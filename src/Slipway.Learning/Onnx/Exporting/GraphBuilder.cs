using Slipway.Learning.Onnx.Format;

namespace Slipway.Learning.Onnx.Exporting;

/// <summary>Builds a graph node by node. The same calls give the same graph.</summary>
internal sealed class GraphBuilder
{
    public const string MlDomain = "ai.onnx.ml";
    public const string MicrosoftDomain = "com.microsoft";

    private readonly GraphProto _graph = new() { Name = "slipway" };
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<object, string> _shared = new(ReferenceEqualityComparer.Instance);

    public GraphProto Graph => _graph;

    /// <summary>Adds an input of one element a row.</summary>
    public void Input(string name, TensorDataType type)
    {
        _names.Add(name);
        _graph.Inputs.Add(new ValueInfoProto { Name = name, DataType = type, Dims = [-1, 1] });
    }

    /// <summary>Makes a name of that text that nothing else has: underscores are added where it is taken.</summary>
    public string Name(string text)
    {
        while (!_names.Add(text))
        {
            text += "_";
        }

        return text;
    }

    /// <summary>The name that was given for this very object before; else that which is made for it now.</summary>
    public string Once(object key, Func<string> write)
    {
        if (!_shared.TryGetValue(key, out string? name))
        {
            _shared.Add(key, name = write());
        }

        return name;
    }

    public string Constant(string name, IReadOnlyList<long> dims, IEnumerable<float> values)
    {
        name = Name(name);
        _graph.Initializers.Add(TensorProto.Of(name, dims, values));
        return name;
    }

    public string Constant(string name, IReadOnlyList<long> dims, IEnumerable<long> values)
    {
        name = Name(name);
        _graph.Initializers.Add(TensorProto.Of(name, dims, values));
        return name;
    }

    /// <summary>Adds a node of ai.onnx with one output; gives the output's name.</summary>
    public string Node(string type, string output, IEnumerable<string> inputs, params AttributeProto[] attributes) =>
        Add("", type, Name(output), inputs, attributes);

    /// <summary>Adds a node of ai.onnx.ml with one output; gives the output's name.</summary>
    public string MlNode(string type, string output, IEnumerable<string> inputs, params AttributeProto[] attributes) =>
        Add(MlDomain, type, Name(output), inputs, attributes);

    /// <summary>Adds a node that ONNX Runtime knows beyond the standard, with one output; gives the output's name.</summary>
    public string MicrosoftNode(string type, string output, IEnumerable<string> inputs, params AttributeProto[] attributes) =>
        Add(MicrosoftDomain, type, Name(output), inputs, attributes);

    /// <summary>Makes a value an output of the graph, named as asked.</summary>
    public void Output(string value, string name, TensorDataType type, params long[] dims)
    {
        Add("", "Identity", name, [value], []);
        _graph.Outputs.Add(new ValueInfoProto { Name = name, DataType = type, Dims = [.. dims] });
    }

    private string Add(string domain, string type, string output, IEnumerable<string> inputs, AttributeProto[] attributes)
    {
        var node = new NodeProto { Domain = domain, OperatorType = type };
        node.Inputs.AddRange(inputs);
        node.Outputs.Add(output);
        node.Attributes.AddRange(attributes);
        _graph.Nodes.Add(node);
        return output;
    }
}
