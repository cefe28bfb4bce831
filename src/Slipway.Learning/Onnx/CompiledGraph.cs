using Slipway.Learning.Onnx.Operators;

namespace Slipway.Learning.Onnx;

/// <summary>A graph made ready to run. Immutable.</summary>
internal sealed record CompiledGraph(ValueTable Values, Operator[] Operators, GraphNode[] Nodes, GraphPort[] Inputs, GraphPort[] Outputs);
