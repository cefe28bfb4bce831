using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>A function of each pair of elements of two tensors, the smaller of which is repeated to the shape of the other.</summary>
internal sealed class BinaryOperator<TIn, TOut, TKernel>(int left, int right, int output) : Operator
    where TKernel : struct, IBinaryKernel<TIn, TOut>
{
    public override void Run(Tensor[] values)
    {
        Span<int> dims = stackalloc int[Tensor.MaxRank];
        int rank = Broadcast.Shape(values[left].Dims, values[right].Dims, dims);
        values[output].SetShape(dims[..rank]);
        var a = Data<TIn>(values, left);
        var b = Data<TIn>(values, right);
        var target = Data<TOut>(values, output);
        if (target.Length == 0)
        {
            return;
        }

        if (a.Length == target.Length && Broadcast.IsTail(values[right].Dims, dims[..rank]))
        {
            for (int start = 0; start < target.Length; start += b.Length)
            {
                RunPairs(a.Slice(start, b.Length), b, target.Slice(start, b.Length));
            }
        }
        else
        {
            RunStrided(values[left].Dims, values[right].Dims, dims[..rank], a, b, target);
        }
    }

    private static void RunPairs(ReadOnlySpan<TIn> a, ReadOnlySpan<TIn> b, Span<TOut> target)
    {
        for (int i = 0; i < target.Length && i < a.Length && i < b.Length; i++)
        {
            target[i] = TKernel.Invoke(a[i], b[i]);
        }
    }

    private static void RunStrided(
        ReadOnlySpan<int> leftDims, ReadOnlySpan<int> rightDims, ReadOnlySpan<int> dims, Span<TIn> a, Span<TIn> b, Span<TOut> target)
    {
        Span<int> leftStrides = stackalloc int[Tensor.MaxRank];
        Span<int> rightStrides = stackalloc int[Tensor.MaxRank];
        Broadcast.Strides(leftDims, dims.Length, leftStrides);
        Broadcast.Strides(rightDims, dims.Length, rightStrides);
        for (int i = 0; i < target.Length; i++)
        {
            (int leftIndex, int rightIndex) = (0, 0);
            int rest = i;
            for (int axis = dims.Length - 1; axis >= 0; axis--)
            {
                int position = rest % dims[axis];
                rest /= dims[axis];
                leftIndex += position * leftStrides[axis];
                rightIndex += position * rightStrides[axis];
            }

            target[i] = TKernel.Invoke(a[leftIndex], b[rightIndex]);
        }
    }
}
