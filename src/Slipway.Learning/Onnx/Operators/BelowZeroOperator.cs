using System.Numerics;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Keeps what is above zero; below, a share of it (LeakyRelu) or of <c>exp(x) - 1</c> (Elu).</summary>
internal sealed class BelowZeroOperator<T>(int input, int output, float slope, bool isExponential) : Operator
    where T : IFloatingPointIeee754<T>
{
    private readonly T _slope = T.CreateTruncating(slope);

    public override void Run(Tensor[] values)
    {
        values[output].SetShape(values[input].Dims);
        var source = Data<T>(values, input);
        var target = Data<T>(values, output);
        for (int i = 0; i < source.Length; i++)
        {
            T value = source[i];
            target[i] = value >= T.Zero ? value : _slope * (isExponential ? T.ExpM1(value) : value);
        }
    }
}
