using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Operators one after the other that are one node of the file.</summary>
internal sealed class SequenceOperator(params Operator[] steps) : Operator
{
    public override void Run(Tensor[] values)
    {
        foreach (var step in steps)
        {
            step.Run(values);
        }
    }
}
