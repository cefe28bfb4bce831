using System.Numerics;

namespace Slipway.Learning.Onnx.Operators;

internal readonly struct Negate<T> : IUnaryKernel<T, T>
    where T : INumber<T>
{
    public static T Invoke(T value) => -value;
}

internal readonly struct Absolute<T> : IUnaryKernel<T, T>
    where T : INumber<T>
{
    // T.Abs throws on the smallest integer; the format wraps around.
    public static T Invoke(T value) => value < T.Zero ? -value : value == T.Zero ? T.Zero : value;
}

internal readonly struct Rectify<T> : IUnaryKernel<T, T>
    where T : INumber<T>
{
    public static T Invoke(T value) => value < T.Zero ? T.Zero : value;
}

internal readonly struct SquareRoot<T> : IUnaryKernel<T, T>
    where T : IRootFunctions<T>
{
    public static T Invoke(T value) => T.Sqrt(value);
}

internal readonly struct Exponential<T> : IUnaryKernel<T, T>
    where T : IExponentialFunctions<T>
{
    public static T Invoke(T value) => T.Exp(value);
}

internal readonly struct Logarithm<T> : IUnaryKernel<T, T>
    where T : ILogarithmicFunctions<T>
{
    public static T Invoke(T value) => T.Log(value);
}

internal readonly struct HyperbolicTangent<T> : IUnaryKernel<T, T>
    where T : IHyperbolicFunctions<T>
{
    public static T Invoke(T value) => T.Tanh(value);
}

internal readonly struct Logistic<T> : IUnaryKernel<T, T>
    where T : INumber<T>, IExponentialFunctions<T>
{
    // Of exp, only that of a negative number is taken: it cannot overflow.
    public static T Invoke(T value)
    {
        T tail = T.Exp(value < T.Zero ? value : -value);
        return (value < T.Zero ? tail : T.One) / (T.One + tail);
    }
}

internal readonly struct Reciprocal<T> : IUnaryKernel<T, T>
    where T : INumber<T>
{
    public static T Invoke(T value) => T.One / value;
}

internal readonly struct FloorOf<T> : IUnaryKernel<T, T>
    where T : IFloatingPoint<T>
{
    public static T Invoke(T value) => T.Floor(value);
}

internal readonly struct CeilingOf<T> : IUnaryKernel<T, T>
    where T : IFloatingPoint<T>
{
    public static T Invoke(T value) => T.Ceiling(value);
}

internal readonly struct RoundToEven<T> : IUnaryKernel<T, T>
    where T : IFloatingPoint<T>
{
    public static T Invoke(T value) => T.Round(value);
}

internal readonly struct SignOf<T> : IUnaryKernel<T, T>
    where T : INumber<T>
{
    public static T Invoke(T value) => value > T.Zero ? T.One : value < T.Zero ? -T.One : value;
}

internal readonly struct SoftplusOf<T> : IUnaryKernel<T, T>
    where T : IFloatingPointIeee754<T>
{
    // Of exp, only that of a negative number is taken: it cannot overflow.
    public static T Invoke(T value) => T.Max(value, T.Zero) + T.LogP1(T.Exp(-T.Abs(value)));
}

internal readonly struct IsNotANumber<T> : IUnaryKernel<T, bool>
    where T : INumber<T>
{
    public static bool Invoke(T value) => T.IsNaN(value);
}

internal readonly struct Opposite : IUnaryKernel<bool, bool>
{
    public static bool Invoke(bool value) => !value;
}

internal readonly struct Convert<TIn, TOut> : IUnaryKernel<TIn, TOut>
    where TIn : INumberBase<TIn>
    where TOut : INumberBase<TOut>
{
    public static TOut Invoke(TIn value) => TOut.CreateSaturating(value);
}

internal readonly struct ToBoolean<TIn> : IUnaryKernel<TIn, bool>
    where TIn : INumberBase<TIn>
{
    public static bool Invoke(TIn value) => !TIn.IsZero(value);
}

internal readonly struct FromBoolean<TOut> : IUnaryKernel<bool, TOut>
    where TOut : INumberBase<TOut>
{
    public static TOut Invoke(bool value) => value ? TOut.One : TOut.Zero;
}
