using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Gives the shape of a tensor.</summary>
internal sealed class ShapeOperator(int input, int output) : Operator
{
    public override void Run(Tensor[] values)
    {
        var dims = values[input].Dims;
        values[output].SetShape(dims.Length);
        var target = Data<long>(values, output);
        for (int i = 0; i < dims.Length; i++)
        {
            target[i] = dims[i];
        }
    }
}
