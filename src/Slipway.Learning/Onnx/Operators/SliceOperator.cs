using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Takes elements from a start to before an end along axes, by steps; bounds outside the tensor are brought to its edges.</summary>
internal sealed class SliceOperator(int input, int output, long[] starts, long[] ends, long[] axes, long[] steps) : Operator
{
    public override void Run(Tensor[] values)
    {
        var source = values[input];
        int rank = source.Rank;
        Span<int> firsts = stackalloc int[Tensor.MaxRank];
        Span<int> strides = stackalloc int[Tensor.MaxRank];
        Span<int> dims = stackalloc int[Tensor.MaxRank];
        for (int axis = 0; axis < rank; axis++)
        {
            (firsts[axis], strides[axis], dims[axis]) = (0, 1, source.Dims[axis]);
        }

        for (int i = 0; i < axes.Length; i++)
        {
            int axis = Axes.Normalize(axes[i], rank);
            int length = source.Dims[axis];
            long step = Math.Clamp(steps[i], -int.MaxValue, int.MaxValue);
            long first = Bound(starts[i], length, step);
            long end = Bound(ends[i], length, step);
            long count = step > 0 ? (end - first + step - 1) / step : (first - end - step - 1) / -step;
            (firsts[axis], strides[axis], dims[axis]) = ((int)first, (int)step, (int)Math.Max(0, count));
        }

        values[output].SetShape(dims[..rank]);
        for (int i = 0, count = values[output].Length; i < count; i++)
        {
            int from = 0;
            int rest = i;
            int inner = 1;
            for (int axis = rank - 1; axis >= 0; axis--)
            {
                from += (firsts[axis] + (rest % dims[axis] * strides[axis])) * inner;
                rest /= dims[axis];
                inner *= source.Dims[axis];
            }

            values[output].CopyElements(source, from, i, 1);
        }
    }

    private static long Bound(long position, int length, long step)
    {
        // Without the first clamp, the largest end that files use would overflow.
        long counted = Math.Clamp(position, -(long)int.MaxValue - 1, int.MaxValue);
        counted = counted < 0 ? counted + length : counted;
        return step > 0 ? Math.Clamp(counted, 0, length) : Math.Clamp(counted, -1, length - 1);
    }
}
