using Slipway.Learning.Onnx.Format;

namespace Slipway.Learning.Tests.Onnx;

/// <summary>Models written node by node, as other software writes them.</summary>
internal static class TestGraph
{
    public static byte[] Of(IEnumerable<ValueInfoProto> inputs, IEnumerable<string> outputs, params NodeProto[] nodes) =>
        Of(inputs, outputs.Select(name => new ValueInfoProto { Name = name, DataType = TensorDataType.Float, Dims = [-1, -1] }), [], nodes);

    public static byte[] Of(
        IEnumerable<ValueInfoProto> inputs,
        IEnumerable<ValueInfoProto> outputs,
        IEnumerable<TensorProto> constants,
        params NodeProto[] nodes)
    {
        var graph = new GraphProto { Name = "test" };
        graph.Nodes.AddRange(nodes);
        graph.Initializers.AddRange(constants);
        graph.Inputs.AddRange(inputs);
        graph.Outputs.AddRange(outputs);
        var model = new ModelProto { IrVersion = 8, Graph = graph };
        model.OpsetImports.Add(new OperatorSetId("", 17));
        model.OpsetImports.Add(new OperatorSetId("ai.onnx.ml", 3));
        model.OpsetImports.Add(new OperatorSetId("com.example", 1));
        return model.ToBytes();
    }

    public static ValueInfoProto Floats(string name, int width) =>
        new() { Name = name, DataType = TensorDataType.Float, Dims = [-1, width] };

    public static ValueInfoProto Value(string name, TensorDataType type, params long[] dims) =>
        new() { Name = name, DataType = type, Dims = [.. dims] };

    public static NodeProto Node(
        string domain, string type, IEnumerable<string> inputs, IEnumerable<string> outputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { Domain = domain, OperatorType = type };
        node.Inputs.AddRange(inputs);
        node.Outputs.AddRange(outputs);
        node.Attributes.AddRange(attributes);
        return node;
    }

    public static NodeProto Ml(string type, IEnumerable<string> inputs, IEnumerable<string> outputs, params AttributeProto[] attributes) =>
        Node("ai.onnx.ml", type, inputs, outputs, attributes);

    public static NodeProto Trees(
        string type,
        IEnumerable<string> inputs,
        IEnumerable<string> outputs,
        string prefix,
        TreeLine[] nodes,
        (long Tree, long Node, long Target, float Weight)[] weights,
        params AttributeProto[] attributes) => Ml(
            type,
            inputs,
            outputs,
            [
                AttributeProto.Of("nodes_treeids", nodes.Select(node => node.Tree)),
                AttributeProto.Of("nodes_nodeids", nodes.Select(node => node.Node)),
                AttributeProto.Of("nodes_modes", nodes.Select(node => node.Mode)),
                AttributeProto.Of("nodes_featureids", nodes.Select(node => node.Feature)),
                AttributeProto.Of("nodes_values", nodes.Select(node => node.Threshold)),
                AttributeProto.Of("nodes_truenodeids", nodes.Select(node => node.WhenTrue)),
                AttributeProto.Of("nodes_falsenodeids", nodes.Select(node => node.WhenFalse)),
                AttributeProto.Of("nodes_missing_value_tracks_true", nodes.Select(node => node.MissingIsTrue ? 1L : 0L)),
                AttributeProto.Of(prefix + "_treeids", weights.Select(weight => weight.Tree)),
                AttributeProto.Of(prefix + "_nodeids", weights.Select(weight => weight.Node)),
                AttributeProto.Of(prefix + "_ids", weights.Select(weight => weight.Target)),
                AttributeProto.Of(prefix + "_weights", weights.Select(weight => weight.Weight)),
                .. attributes,
            ]);

    public sealed record TreeLine(
        long Tree, long Node, string Mode, long Feature, float Threshold, long WhenTrue, long WhenFalse, bool MissingIsTrue = false);
}
