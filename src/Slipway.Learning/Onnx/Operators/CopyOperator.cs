using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Gives its input on unchanged.</summary>
internal sealed class CopyOperator(int input, int output) : Operator
{
    public override void Run(Tensor[] values)
    {
        var source = values[input];
        values[output].SetShape(source.Dims);
        values[output].CopyElements(source, 0, 0, source.Length);
    }
}
