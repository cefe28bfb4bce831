using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Gives the shape of a tensor, from one axis to before another.</summary>
internal sealed class ShapeOperator(int input, int output, long start, long end) : Operator
{
    public override void Run(Tensor[] values)
    {
        var all = values[input].Dims;
        int first = Clamp(start, all.Length);
        var dims = all[first..Math.Max(first, Clamp(end, all.Length))];
        values[output].SetShape(dims.Length);
        var target = Data<long>(values, output);
        for (int i = 0; i < dims.Length; i++)
        {
            target[i] = dims[i];
        }
    }

    private static int Clamp(long axis, int rank) => (int)Math.Clamp(axis < 0 ? axis + rank : axis, 0, rank);
}
