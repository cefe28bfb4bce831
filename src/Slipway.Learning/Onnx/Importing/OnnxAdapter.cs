using Slipway.Learning.Onnx.Exporting;
using Slipway.Learning.Onnx.Format;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Onnx.Importing;

/// <summary>Puts one input a feature before the nodes of a file, and the usual outputs behind them.</summary>
internal sealed class OnnxAdapter
{
    private const long MinIrVersion = 8;
    private const long DefaultOpset = 17;

    // The first in which LabelEncoder, which names the predicted class, takes integers to texts by lists of both.
    private const long LabelOpset = 2;

    private readonly ModelProto _file;
    private readonly GraphBuilder _builder = new();
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    private OnnxAdapter(ModelProto file) => _file = file;

    /// <summary>Adapts a file.</summary>
    /// <param name="file">The file, whose graph compiles.</param>
    /// <param name="model">The same, compiled.</param>
    /// <param name="schema">The features in the order of the elements of the inputs.</param>
    /// <param name="output">What holds the predictions.</param>
    public static byte[] Adapt(ModelProto file, OnnxModel model, ModelSchema schema, ImportedOutput output) =>
        new OnnxAdapter(file).Adapt(model, schema, output);

    private byte[] Adapt(OnnxModel model, ModelSchema schema, ImportedOutput output)
    {
        var graph = _file.Graph!;
        foreach (var feature in schema.Features)
        {
            bool isWord = feature.Type is ColumnType.Category or ColumnType.Text;
            _builder.Input(feature.Name, isWord ? TensorDataType.String : TensorDataType.Float);
        }

        // An input that a node leaves out has the empty name.
        _names.Add("", "");
        int next = 0;
        foreach (var input in model.Inputs)
        {
            var names = schema.Features.Skip(next).Take(input.Width).Select(feature => feature.Name).ToList();
            next += input.Width;
            _names[input.Name] = Feed(graph.Inputs.Find(declared => declared.Name == input.Name)!, input, names);
        }

        foreach (var constant in graph.Initializers)
        {
            constant.Name = NewName(constant.Name);
            _builder.Graph.Initializers.Add(constant);
        }

        // A ZipMap gives no tensor, and what it is given is an output now.
        foreach (var node in graph.Nodes.Where(node => node.OperatorType != "ZipMap"))
        {
            Rename(node.Inputs);
            Rename(node.Outputs);
            _builder.Graph.Nodes.Add(node);
        }

        string scores = Scores(schema, output);
        PredictionGraph.WriteOutputs(_builder, schema, PredictionGraph.ReserveNames(_builder, schema), scores);
        return ToBytes();
    }

    /// <summary>Makes what an input took out of the inputs of the features.</summary>
    private string Feed(ValueInfoProto declared, TensorInfo input, List<string> features)
    {
        string value = features.Count == 1
            ? features[0]
            : _builder.Node("Concat", "joined", features, AttributeProto.Of("axis", 1L));
        if (input.Element is not (TensorElement.Float or TensorElement.String))
        {
            value = _builder.Node("Cast", "converted", [value], AttributeProto.Of("to", (long)declared.DataType));
        }

        return declared.Dims!.Count == 1
            ? _builder.Node("Reshape", "flat", [value, _builder.Constant("rows", [1], new[] { -1L })])
            : value;
    }

    /// <summary>The predictions as floats in the shape of the schema.</summary>
    private string Scores(ModelSchema schema, ImportedOutput output)
    {
        string scores = _names[output.Value];
        if (output.Element == TensorElement.Double)
        {
            scores = _builder.Node("Cast", "scores", [scores], AttributeProto.Of("to", (long)TensorDataType.Float));
        }

        // Files leave the second axis out where there is one number a row.
        scores = _builder.Node("Reshape", "rows", [scores, _builder.Constant("shape", [2], new[] { -1L, output.Width })]);
        if (output.Width == schema.OutputWidth)
        {
            return scores;
        }

        string first = _builder.Node("Sub", "first", [_builder.Constant("one", [1], [1f]), scores]);
        return _builder.Node("Concat", "pair", [first, scores], AttributeProto.Of("axis", 1L));
    }

    private void Rename(List<string> names)
    {
        for (int i = 0; i < names.Count; i++)
        {
            names[i] = NewName(names[i]);
        }
    }

    /// <summary>Values of the file may have the name of a feature, or of an output that is added.</summary>
    private string NewName(string name)
    {
        if (!_names.TryGetValue(name, out string? renamed))
        {
            renamed = _builder.Name("own_" + name);
            _names.Add(name, renamed);
        }

        return renamed;
    }

    private byte[] ToBytes()
    {
        var adapted = new ModelProto
        {
            IrVersion = Math.Max(_file.IrVersion, MinIrVersion),
            ProducerName = _file.ProducerName,
            ProducerVersion = _file.ProducerVersion,
            Graph = _builder.Graph,
        };
        adapted.OpsetImports.AddRange(_file.OpsetImports);
        adapted.Metadata.AddRange(_file.Metadata);
        AddDomain(adapted, "", DefaultOpset);
        AddDomain(adapted, GraphBuilder.MlDomain, LabelOpset);
        RaiseForLabel(adapted);
        return adapted.ToBytes();
    }

    private static void RaiseForLabel(ModelProto model)
    {
        // Of the operators that are evaluated here, LabelEncoder alone means something else in the first version.
        int at = model.OpsetImports.FindIndex(import => import.Domain == GraphBuilder.MlDomain);
        bool isFirst = model.OpsetImports[at].Version < LabelOpset;
        bool hasOwn = model.Graph!.Nodes.Exists(
            node => node.OperatorType == "LabelEncoder" && node.Attributes.Exists(attribute => attribute.Name == "classes_strings"));
        if (isFirst && !hasOwn)
        {
            model.OpsetImports[at] = new OperatorSetId(GraphBuilder.MlDomain, LabelOpset);
        }
    }

    private static void AddDomain(ModelProto model, string domain, long version)
    {
        if (!model.OpsetImports.Exists(import => import.Domain == domain || (domain.Length == 0 && import.Domain == "ai.onnx")))
        {
            model.OpsetImports.Add(new OperatorSetId(domain, version));
        }
    }
}
