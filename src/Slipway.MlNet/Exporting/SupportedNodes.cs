using Slipway.Learning.Onnx.Format;

namespace Slipway.MlNet.Exporting;

/// <summary>Says what Microsoft.ML's converter writes by the operators that Slipway's evaluator has.</summary>
internal static class SupportedNodes
{
    /// <summary>Nodes that compute the same; a softmax written out leaves nodes behind that nothing asks for.</summary>
    public static List<NodeProto> Of(IReadOnlyList<NodeProto> nodes)
    {
        var byOutput = nodes.SelectMany(node => node.Outputs, (node, output) => (node, output))
            .ToDictionary(pair => pair.output, pair => pair.node, StringComparer.Ordinal);
        var supported = new List<NodeProto>();
        foreach (var node in nodes)
        {
            switch (node.OperatorType)
            {
                case "Sum":
                    AddPairs(supported, node, "Add");
                    break;
                case "Max":
                    AddPairs(supported, node, "Max");
                    break;
                case "Clip" when node.Inputs.Count == 2:
                    supported.Add(Make("Max", node.Inputs, node.Outputs[0]));
                    break;
                case "Div" when SoftmaxInput(node, byOutput) is { } scores:
                    var softmax = Make("Softmax", [scores], node.Outputs[0]);
                    softmax.Attributes.Add(AttributeProto.Of("axis", 1L));
                    supported.Add(softmax);
                    break;
                default:
                    supported.Add(node);
                    break;
            }
        }

        return supported;
    }

    /// <summary>An operator on any number of values, as that of two values again and again.</summary>
    private static void AddPairs(List<NodeProto> nodes, NodeProto node, string operatorType)
    {
        if (node.Inputs.Count == 1)
        {
            nodes.Add(Make("Identity", node.Inputs, node.Outputs[0]));
            return;
        }

        string left = node.Inputs[0];
        for (int i = 1; i < node.Inputs.Count; i++)
        {
            string output = i == node.Inputs.Count - 1 ? node.Outputs[0] : $"{node.Outputs[0]}/{i}";
            nodes.Add(Make(operatorType, [left, node.Inputs[i]], output));
            left = output;
        }
    }

    /// <summary>The scores whose exponentials the node divides by their sum, if it does.</summary>
    private static string? SoftmaxInput(NodeProto node, Dictionary<string, NodeProto> byOutput) =>
        byOutput.TryGetValue(node.Inputs[0], out var exponentials) && exponentials.OperatorType == "Exp"
        && byOutput.TryGetValue(node.Inputs[1], out var sum) && sum.OperatorType == "ReduceSum" && sum.Inputs[0] == node.Inputs[0]
            ? exponentials.Inputs[0]
            : null;

    private static NodeProto Make(string operatorType, IEnumerable<string> inputs, string output)
    {
        var node = new NodeProto { OperatorType = operatorType };
        node.Inputs.AddRange(inputs);
        node.Outputs.Add(output);
        return node;
    }
}
