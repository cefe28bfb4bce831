using System.Numerics;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Turns scores along an axis, or along it and all behind it, into shares that sum to 1.</summary>
internal sealed class SoftmaxOperator<T>(int input, int output, long axis, bool flattens) : Operator
    where T : IFloatingPointIeee754<T>
{
    public override void Run(Tensor[] values)
    {
        var source = values[input];
        int first = Axes.Normalize(axis, source.Rank);
        values[output].SetShape(source.Dims);
        int stride = flattens ? 1 : Axes.Product(source.Dims[(first + 1)..]);
        int width = flattens ? Axes.Product(source.Dims[first..]) : source.Dims[first];
        var scores = Data<T>(values, input);
        var shares = Data<T>(values, output);
        for (int start = 0; start < scores.Length; start += width * stride)
        {
            for (int offset = 0; offset < stride; offset++)
            {
                RunRow(scores[(start + offset)..], shares[(start + offset)..], width, stride);
            }
        }
    }

    private static void RunRow(ReadOnlySpan<T> scores, Span<T> shares, int width, int stride)
    {
        T largest = scores[0];
        for (int i = 1; i < width; i++)
        {
            largest = T.Max(largest, scores[i * stride]);
        }

        T sum = T.Zero;
        for (int i = 0; i < width; i++)
        {
            shares[i * stride] = T.Exp(scores[i * stride] - largest);
            sum += shares[i * stride];
        }

        for (int i = 0; i < width; i++)
        {
            shares[i * stride] /= sum;
        }
    }
}
