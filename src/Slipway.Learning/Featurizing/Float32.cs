namespace Slipway.Learning.Featurizing;

/// <summary>The step from 64-bit to 32-bit floats.</summary>
internal static class Float32
{
    /// <summary>The nearest finite 32-bit float; NaN stays NaN. Infinity would turn into NaN in later sums.</summary>
    public static float FromDouble(double value) => Finite((float)value);

    /// <summary>The value itself, or the largest finite one where it overflowed.</summary>
    public static float Finite(float value) => value switch
    {
        > float.MaxValue => float.MaxValue,
        < float.MinValue => float.MinValue,
        _ => value,
    };
}
