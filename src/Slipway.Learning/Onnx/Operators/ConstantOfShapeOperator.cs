using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>A tensor of one value, in a shape that may be computed.</summary>
internal sealed class ConstantOfShapeOperator<T>(int shape, int output, T value) : Operator
{
    public override void Run(Tensor[] values)
    {
        var asked = Data<long>(values, shape);
        Span<int> dims = stackalloc int[Tensor.MaxRank];
        long length = 1;
        for (int axis = 0; axis < asked.Length; axis++)
        {
            // Beyond int.MaxValue elements nothing could hold it, whatever the next axes are.
            length = asked.Length > Tensor.MaxRank || asked[axis] is < 0 or > int.MaxValue ? long.MaxValue : length * asked[axis];
            if (length > int.MaxValue)
            {
                throw OnnxException.Invalid("The model asks for a tensor of more than 6 dimensions, of a size below 0, or too large to hold.");
            }

            dims[axis] = (int)asked[axis];
        }

        values[output].SetShape(dims[..asked.Length]);
        Data<T>(values, output).Fill(value);
    }
}
