using System.Numerics;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Makes the operators that convert elements to another type.</summary>
internal static class CastOperator
{
    public static Operator Create(int input, TensorElement from, int output, TensorElement to, string description) => from switch
    {
        _ when from == to => new CopyOperator(input, output),
        TensorElement.Float => FromNumber<float>(input, output, to, description),
        TensorElement.Double => FromNumber<double>(input, output, to, description),
        TensorElement.Int64 => FromNumber<long>(input, output, to, description),
        TensorElement.Bool => to switch
        {
            TensorElement.Float => new UnaryOperator<bool, float, FromBoolean<float>>(input, output),
            TensorElement.Double => new UnaryOperator<bool, double, FromBoolean<double>>(input, output),
            TensorElement.Int64 => new UnaryOperator<bool, long, FromBoolean<long>>(input, output),
            _ => throw Unsupported(from, to, description),
        },
        _ => throw Unsupported(from, to, description),
    };

    private static Operator FromNumber<T>(int input, int output, TensorElement to, string description)
        where T : INumberBase<T> => to switch
        {
            TensorElement.Float => new UnaryOperator<T, float, Convert<T, float>>(input, output),
            TensorElement.Double => new UnaryOperator<T, double, Convert<T, double>>(input, output),
            TensorElement.Int64 => new UnaryOperator<T, long, Convert<T, long>>(input, output),
            TensorElement.Bool => new UnaryOperator<T, bool, ToBoolean<T>>(input, output),
            _ => throw Unsupported(TensorElement.Float, to, description),
        };

    private static OnnxException Unsupported(TensorElement from, TensorElement to, string description) =>
        OnnxException.Unsupported($"{description} converts {from} to {to}, which is not supported.");
}
