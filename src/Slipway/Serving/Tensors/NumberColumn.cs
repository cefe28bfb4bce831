using System.Numerics;
using System.Runtime.InteropServices;

namespace Slipway.Serving.Tensors;

/// <summary>Columns of floats and doubles, by vectors.</summary>
internal static class NumberColumn
{
    /// <summary>Copies numbers that are all within bounds.</summary>
    /// <param name="values">The numbers; of other types than float and double none are copied.</param>
    /// <param name="min">The lower bound, inclusive.</param>
    /// <param name="max">The upper bound, inclusive; fits a float.</param>
    /// <param name="output">Gets them; as many.</param>
    /// <returns>Whether they were; when not, what the output holds means nothing.</returns>
    public static bool TryCopy<T>(ReadOnlySpan<T> values, double min, double max, Span<float> output)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            var floats = MemoryMarshal.Cast<T, float>(values);
            return TryCopy(floats, Up((float)min, min), Down((float)max, max), output);
        }

        return typeof(T) == typeof(double)
            && TryNarrow(MemoryMarshal.Cast<T, double>(values), min, max, output);
    }

    private static bool TryCopy(ReadOnlySpan<float> values, float min, float max, Span<float> output)
    {
        int i = 0;
        var (mins, maxs) = (new Vector<float>(min), new Vector<float>(max));
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            // NaN fails both comparisons.
            var block = new Vector<float>(values[i..]);
            if (!Vector.GreaterThanOrEqualAll(block, mins) || !Vector.LessThanOrEqualAll(block, maxs))
            {
                return false;
            }

            block.CopyTo(output[i..]);
        }

        for (; i < values.Length; i++)
        {
            if (!(values[i] >= min && values[i] <= max))
            {
                return false;
            }

            output[i] = values[i];
        }

        return true;
    }

    private static bool TryNarrow(ReadOnlySpan<double> values, double min, double max, Span<float> output)
    {
        int i = 0;
        var (mins, maxs) = (new Vector<double>(min), new Vector<double>(max));
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var low = new Vector<double>(values[i..]);
            var high = new Vector<double>(values[(i + Vector<double>.Count)..]);
            if (!Vector.GreaterThanOrEqualAll(low, mins) || !Vector.LessThanOrEqualAll(low, maxs)
                || !Vector.GreaterThanOrEqualAll(high, mins) || !Vector.LessThanOrEqualAll(high, maxs))
            {
                return false;
            }

            Vector.Narrow(low, high).CopyTo(output[i..]);
        }

        for (; i < values.Length; i++)
        {
            if (!(values[i] >= min && values[i] <= max))
            {
                return false;
            }

            output[i] = (float)values[i];
        }

        return true;
    }

    /// <summary>The least float that is not below a bound.</summary>
    private static float Up(float rounded, double bound) => rounded < bound ? MathF.BitIncrement(rounded) : rounded;

    /// <summary>The greatest float that is not above a bound.</summary>
    private static float Down(float rounded, double bound) => rounded > bound ? MathF.BitDecrement(rounded) : rounded;
}
