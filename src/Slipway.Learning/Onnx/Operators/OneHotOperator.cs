using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Adds a last axis with one element a number: "on" at the number that the input holds, else "off".</summary>
internal sealed class OneHotOperator<T>(int input, int output, int depth, T off, T on) : Operator
{
    public override void Run(Tensor[] values)
    {
        var source = values[input];
        Span<int> dims = stackalloc int[Tensor.MaxRank + 1];
        source.Dims.CopyTo(dims);
        dims[source.Rank] = depth;
        values[output].SetShape(dims[..(source.Rank + 1)]);
        var target = Data<T>(values, output);
        target.Fill(off);
        var indexes = Data<long>(values, input);
        for (int i = 0; i < indexes.Length; i++)
        {
            long index = indexes[i] < 0 ? indexes[i] + depth : indexes[i];
            if (index >= 0 && index < depth)
            {
                target[(i * depth) + (int)index] = on;
            }
        }
    }
}
