using Slipway.Learning.Onnx.Format;
using Slipway.Learning.Onnx.Operators;

namespace Slipway.Learning.Onnx;

/// <summary>A node of a graph, kept for those who ask how its answers come about. Immutable.</summary>
/// <param name="Type">The name of its operator.</param>
/// <param name="Inputs">The slots of its inputs; <see cref="Absent"/> for one that is left out.</param>
/// <param name="Outputs">The slots of its outputs; <see cref="Absent"/> for one that is left out.</param>
/// <param name="Operator">The compiled operator.</param>
/// <param name="Numbers">Its attributes that are one number each.</param>
internal sealed record GraphNode(string Type, int[] Inputs, int[] Outputs, Operator Operator, AttributeProto[] Numbers)
{
    public const int Absent = -1;

    public long Int(string name, long byDefault) => Array.Find(Numbers, number => number.Name == name)?.Int ?? byDefault;

    public float Float(string name, float byDefault) => Array.Find(Numbers, number => number.Name == name)?.Float ?? byDefault;
}
