using System.Numerics;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Joins the elements along axes into one; along all where none is named.</summary>
internal sealed class ReduceOperator<T>(int input, int output, long[] axes, bool keepsAxes, Reduction reduction) : Operator
    where T : INumber<T>
{
    public override void Run(Tensor[] values)
    {
        var source = values[input];
        int rank = source.Rank;
        Span<bool> goes = stackalloc bool[Tensor.MaxRank];
        goes.Fill(axes.Length == 0);
        foreach (long axis in axes)
        {
            goes[Axes.Normalize(axis, rank)] = true;
        }

        Span<int> dims = stackalloc int[Tensor.MaxRank];
        Span<int> strides = stackalloc int[Tensor.MaxRank];
        int kept = 0;
        int joined = 1;
        for (int axis = 0; axis < rank; axis++)
        {
            joined *= goes[axis] ? source.Dims[axis] : 1;
            if (!goes[axis] || keepsAxes)
            {
                dims[kept++] = goes[axis] ? 1 : source.Dims[axis];
            }
        }

        for (int axis = rank - 1, stride = 1; axis >= 0; axis--)
        {
            strides[axis] = goes[axis] ? 0 : stride;
            stride *= goes[axis] ? 1 : source.Dims[axis];
        }

        if (joined == 0 && reduction is Reduction.Largest or Reduction.Smallest)
        {
            throw OnnxException.Invalid("The model asks for the largest or the smallest of no elements.");
        }

        values[output].SetShape(dims[..kept]);
        Join(source.Dims, strides, Data<T>(values, input), Data<T>(values, output), joined);
    }

    private void Join(ReadOnlySpan<int> dims, ReadOnlySpan<int> strides, ReadOnlySpan<T> elements, Span<T> target, int joined)
    {
        bool isFirst = reduction is Reduction.Largest or Reduction.Smallest;
        var seen = isFirst ? new bool[target.Length] : [];
        target.Clear();
        for (int i = 0; i < elements.Length; i++)
        {
            int to = 0;
            int rest = i;
            for (int axis = dims.Length - 1; axis >= 0; axis--)
            {
                to += rest % dims[axis] * strides[axis];
                rest /= dims[axis];
            }

            if (!isFirst)
            {
                target[to] += elements[i];
                continue;
            }

            target[to] = !seen[to] ? elements[i]
                : reduction == Reduction.Largest ? T.Max(target[to], elements[i]) : T.Min(target[to], elements[i]);
            seen[to] = true;
        }

        if (reduction == Reduction.Mean)
        {
            T count = T.CreateTruncating(joined);
            for (int i = 0; i < target.Length; i++)
            {
                target[i] /= count;
            }
        }
    }
}
