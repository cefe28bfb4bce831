using System.Numerics;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>The index of the largest or the smallest element along an axis; of equals, the first or the last.</summary>
internal sealed class ArgExtremeOperator<T>(int input, int output, long axis, bool keepsAxis, bool takesLast, bool isSmallest) : Operator
    where T : INumber<T>
{
    public override void Run(Tensor[] values)
    {
        var source = values[input];
        int searched = Axes.Normalize(axis, source.Rank);
        int length = source.Dims[searched];
        if (length == 0)
        {
            throw OnnxException.Invalid("The model asks for the largest or the smallest of no elements.");
        }

        int outer = Axes.Product(source.Dims[..searched]);
        int inner = Axes.Product(source.Dims[(searched + 1)..]);
        SetShape(source.Dims, searched, values[output]);
        var elements = Data<T>(values, input);
        var target = Data<long>(values, output);
        for (int i = 0; i < outer; i++)
        {
            for (int j = 0; j < inner; j++)
            {
                target[(i * inner) + j] = Find(elements[((i * length * inner) + j)..], length, inner);
            }
        }
    }

    private int Find(ReadOnlySpan<T> elements, int length, int stride)
    {
        int best = 0;
        for (int i = 1; i < length; i++)
        {
            T candidate = elements[i * stride];
            T extreme = elements[best * stride];
            if ((isSmallest ? candidate < extreme : candidate > extreme) || (takesLast && candidate == extreme))
            {
                best = i;
            }
        }

        return best;
    }

    private void SetShape(ReadOnlySpan<int> source, int searched, Tensor target)
    {
        Span<int> dims = stackalloc int[Tensor.MaxRank];
        int rank = 0;
        for (int i = 0; i < source.Length; i++)
        {
            if (i != searched)
            {
                dims[rank++] = source[i];
            }
            else if (keepsAxis)
            {
                dims[rank++] = 1;
            }
        }

        target.SetShape(dims[..rank]);
    }
}
