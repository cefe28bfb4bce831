using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Puts the axes of a tensor into another order; where none is given, into the reverse one.</summary>
internal sealed class TransposeOperator(int input, int output, long[] order) : Operator
{
    public override void Run(Tensor[] values)
    {
        var source = values[input];
        int rank = source.Rank;
        Span<int> axes = stackalloc int[Tensor.MaxRank];
        Span<int> dims = stackalloc int[Tensor.MaxRank];
        Span<int> strides = stackalloc int[Tensor.MaxRank];
        int seen = 0;
        for (int i = 0; i < rank; i++)
        {
            axes[i] = order.Length == 0 ? rank - 1 - i : i < order.Length ? Axes.Normalize(order[i], rank) : -1;
            seen |= axes[i] < 0 ? 0 : 1 << axes[i];
        }

        if ((order.Length != 0 && order.Length != rank) || seen != (1 << rank) - 1)
        {
            throw OnnxException.Invalid($"A Transpose orders [{string.Join(',', order)}] the axes of a tensor of {rank} dimensions.");
        }

        for (int i = 0; i < rank; i++)
        {
            dims[i] = source.Dims[axes[i]];
            strides[i] = Axes.Product(source.Dims[(axes[i] + 1)..]);
        }

        values[output].SetShape(dims[..rank]);
        for (int i = 0; i < source.Length; i++)
        {
            int from = 0;
            int rest = i;
            for (int axis = rank - 1; axis >= 0; axis--)
            {
                from += rest % dims[axis] * strides[axis];
                rest /= dims[axis];
            }

            values[output].CopyElements(source, from, i, 1);
        }
    }
}
