using Slipway.Learning.Onnx.Operators;

namespace Slipway.Learning.Onnx;

/// <summary>A graph made ready to run. Immutable.</summary>
internal sealed record CompiledGraph(ValueTable Values, Operator[] Operators, GraphNode[] Nodes, GraphPort[] Inputs, GraphPort[] Outputs)
{
    /// <summary>The node that makes each value, by slot; inputs and constants have none.</summary>
    public Dictionary<int, GraphNode> FindProducers()
    {
        var producers = new Dictionary<int, GraphNode>();
        foreach (var node in Nodes)
        {
            foreach (int slot in node.Outputs)
            {
                if (slot != GraphNode.Absent)
                {
                    producers[slot] = node;
                }
            }
        }

        return producers;
    }
}
