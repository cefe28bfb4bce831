using System.Numerics;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Joins the elements along axes into one; along all where none is named.</summary>
internal sealed class ReduceOperator<T>(int input, int output, long[] axes, bool keepsAxes, Reduction reduction) : Operator
    where T : INumber<T>
{
    /// <summary>The axes; none for all.</summary>
    public ReadOnlySpan<long> Along => axes;

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
        if (reduction == Reduction.LogOfSumOfPowers)
        {
            JoinPowers(dims, strides, elements, target);
            return;
        }

        if (reduction is Reduction.Largest or Reduction.Smallest)
        {
            JoinExtremes(dims, strides, elements, target, reduction == Reduction.Largest);
            return;
        }

        target.Fill(reduction == Reduction.Product ? T.One : T.Zero);
        for (int i = 0; i < elements.Length; i++)
        {
            ref T joint = ref target[TargetOf(i, dims, strides)];
            T element = elements[i];
            joint = reduction switch
            {
                Reduction.Product => joint * element,
                Reduction.SumOfSizes => joint + T.Abs(element),
                Reduction.SumOfSquares or Reduction.Length => joint + (element * element),
                _ => joint + element,
            };
        }

        T count = T.CreateTruncating(joined);
        foreach (ref T joint in target)
        {
            joint = reduction switch
            {
                Reduction.Mean => joint / count,
                Reduction.Length => T.CreateTruncating(Math.Sqrt(double.CreateTruncating(joint))),
                Reduction.LogOfSum => T.CreateTruncating(Math.Log(double.CreateTruncating(joint))),
                _ => joint,
            };
        }
    }

    private static void JoinExtremes(
        ReadOnlySpan<int> dims, ReadOnlySpan<int> strides, ReadOnlySpan<T> elements, Span<T> target, bool isLargest)
    {
        var seen = new bool[target.Length];
        for (int i = 0; i < elements.Length; i++)
        {
            int to = TargetOf(i, dims, strides);
            target[to] = !seen[to] ? elements[i] : isLargest ? T.Max(target[to], elements[i]) : T.Min(target[to], elements[i]);
            seen[to] = true;
        }
    }

    /// <summary>The largest is taken out of each sum first, so that no power overflows.</summary>
    private static void JoinPowers(ReadOnlySpan<int> dims, ReadOnlySpan<int> strides, ReadOnlySpan<T> elements, Span<T> target)
    {
        target.Clear();
        JoinExtremes(dims, strides, elements, target, isLargest: true);
        var sums = new double[target.Length];
        for (int i = 0; i < elements.Length; i++)
        {
            int to = TargetOf(i, dims, strides);
            sums[to] += Math.Exp(double.CreateTruncating(elements[i]) - Shift(target[to]));
        }

        for (int i = 0; i < sums.Length; i++)
        {
            target[i] = T.CreateTruncating(Shift(target[i]) + Math.Log(sums[i]));
        }

        static double Shift(T largest) => double.CreateTruncating(largest) is var shift && double.IsFinite(shift) ? shift : 0;
    }

    private static int TargetOf(int element, ReadOnlySpan<int> dims, ReadOnlySpan<int> strides)
    {
        int to = 0;
        for (int axis = dims.Length - 1; axis >= 0; axis--)
        {
            to += element % dims[axis] * strides[axis];
            element /= dims[axis];
        }

        return to;
    }
}
