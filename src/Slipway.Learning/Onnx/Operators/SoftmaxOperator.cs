using System.Numerics;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Turns scores along the last axis into shares that sum to 1.</summary>
internal sealed class SoftmaxOperator<T>(int input, int output, long axis, bool flattens) : Operator
    where T : IFloatingPointIeee754<T>
{
    public override void Run(Tensor[] values)
    {
        var source = values[input];
        int first = Axes.Normalize(axis, source.Rank);
        if (first != source.Rank - 1 && !flattens)
        {
            throw OnnxException.Unsupported("The model takes a Softmax along another axis than the last, which is not supported.");
        }

        values[output].SetShape(source.Dims);
        var scores = Data<T>(values, input);
        var shares = Data<T>(values, output);
        int width = Axes.Product(source.Dims[first..]);
        for (int start = 0; start < scores.Length; start += width)
        {
            RunRow(scores.Slice(start, width), shares.Slice(start, width));
        }
    }

    private static void RunRow(ReadOnlySpan<T> scores, Span<T> shares)
    {
        T largest = scores[0];
        for (int i = 1; i < scores.Length; i++)
        {
            largest = T.Max(largest, scores[i]);
        }

        T sum = T.Zero;
        for (int i = 0; i < scores.Length; i++)
        {
            shares[i] = T.Exp(scores[i] - largest);
            sum += shares[i];
        }

        for (int i = 0; i < shares.Length; i++)
        {
            shares[i] /= sum;
        }
    }
}
