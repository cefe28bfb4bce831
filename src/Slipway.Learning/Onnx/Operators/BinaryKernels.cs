using System.Numerics;

namespace Slipway.Learning.Onnx.Operators;

internal readonly struct Add<T> : IBinaryKernel<T, T>
    where T : INumber<T>
{
    public static T Invoke(T left, T right) => left + right;
}

internal readonly struct Subtract<T> : IBinaryKernel<T, T>
    where T : INumber<T>
{
    public static T Invoke(T left, T right) => left - right;
}

internal readonly struct Multiply<T> : IBinaryKernel<T, T>
    where T : INumber<T>
{
    public static T Invoke(T left, T right) => left * right;
}

internal readonly struct Divide<T> : IBinaryKernel<T, T>
    where T : INumber<T>
{
    public static T Invoke(T left, T right) => left / right;
}

/// <summary>Division of integers that the processor would refuse: by zero it is an error of the model, by -1 it wraps around.</summary>
internal readonly struct DivideIntegers : IBinaryKernel<long, long>
{
    public static long Invoke(long left, long right) => right switch
    {
        0 => throw OnnxException.Invalid("The model divides an integer by zero."),
        -1 => unchecked(-left),
        _ => left / right,
    };
}

internal readonly struct Power<T> : IBinaryKernel<T, T>
    where T : IPowerFunctions<T>
{
    public static T Invoke(T left, T right) => T.Pow(left, right);
}

internal readonly struct PowerOfIntegers : IBinaryKernel<long, long>
{
    public static long Invoke(long left, long right) => long.CreateSaturating(Math.Pow(left, right));
}

internal readonly struct Minimum<T> : IBinaryKernel<T, T>
    where T : INumber<T>
{
    public static T Invoke(T left, T right) => T.Min(left, right);
}

internal readonly struct Maximum<T> : IBinaryKernel<T, T>
    where T : INumber<T>
{
    public static T Invoke(T left, T right) => T.Max(left, right);
}

internal readonly struct IsEqual<T> : IBinaryKernel<T, bool>
    where T : IEquatable<T>, IEqualityOperators<T, T, bool>
{
    public static bool Invoke(T left, T right) => left == right;
}

internal readonly struct IsEqualText : IBinaryKernel<string, bool>
{
    public static bool Invoke(string left, string right) => left == right;
}

internal readonly struct IsLess<T> : IBinaryKernel<T, bool>
    where T : INumber<T>
{
    public static bool Invoke(T left, T right) => left < right;
}

internal readonly struct IsLessOrEqual<T> : IBinaryKernel<T, bool>
    where T : INumber<T>
{
    public static bool Invoke(T left, T right) => left <= right;
}

internal readonly struct IsGreater<T> : IBinaryKernel<T, bool>
    where T : INumber<T>
{
    public static bool Invoke(T left, T right) => left > right;
}

internal readonly struct IsGreaterOrEqual<T> : IBinaryKernel<T, bool>
    where T : INumber<T>
{
    public static bool Invoke(T left, T right) => left >= right;
}

internal readonly struct Both : IBinaryKernel<bool, bool>
{
    public static bool Invoke(bool left, bool right) => left && right;
}

internal readonly struct Either : IBinaryKernel<bool, bool>
{
    public static bool Invoke(bool left, bool right) => left || right;
}

internal readonly struct EqualBooleans : IBinaryKernel<bool, bool>
{
    public static bool Invoke(bool left, bool right) => left == right;
}
