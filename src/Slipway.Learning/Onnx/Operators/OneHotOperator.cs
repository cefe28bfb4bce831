using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Adds an axis with one element a number: "on" at the number that the input holds, else "off".</summary>
internal sealed class OneHotOperator<T>(int input, int depth, int offAndOn, int output, long axis) : Operator
{
    private const int MaxDepth = 1 << 20;

    public override void Run(Tensor[] values)
    {
        var source = values[input];
        var sizes = Data<long>(values, depth);
        var pair = Data<T>(values, offAndOn);
        if (sizes.Length != 1 || sizes[0] is < 1 or > MaxDepth || pair.Length != 2)
        {
            throw OnnxException.Invalid($"A OneHot has no depth from 1 to {MaxDepth}, or not two values.");
        }

        int size = (int)sizes[0];
        int added = Axes.Normalize(axis, source.Rank + 1);
        Span<int> dims = stackalloc int[Tensor.MaxRank + 1];
        source.Dims[..added].CopyTo(dims);
        dims[added] = size;
        source.Dims[added..].CopyTo(dims[(added + 1)..]);
        values[output].SetShape(dims[..(source.Rank + 1)]);
        var target = Data<T>(values, output);
        target.Fill(pair[0]);
        int inner = Axes.Product(source.Dims[added..]);
        var indexes = Data<long>(values, input);
        for (int i = 0; i < indexes.Length; i++)
        {
            long index = indexes[i] < 0 ? indexes[i] + size : indexes[i];
            if (index >= 0 && index < size)
            {
                target[(((i / inner * size) + (int)index) * inner) + (i % inner)] = pair[1];
            }
        }
    }
}
