using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Slipway.Learning.Learners;

/// <summary>
/// Sums in 64 bits over 32-bit features. Vectors have a fixed width, so every machine adds in the same order and gets the same bits.
/// </summary>
internal static class MixedVectors
{
    /// <summary>The dot product.</summary>
    // Not tiered: vectors in code that is not optimised take many times as long, and small fits would end before it is.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<float> features, ReadOnlySpan<double> values)
    {
        ref float x = ref MemoryMarshal.GetReference(features);
        ref double y = ref MemoryMarshal.GetReference(values[..features.Length]);
        Vector256<double> first = default, second = default;
        int i = 0;
        for (; i <= features.Length - 8; i += 8)
        {
            var (lower, upper) = Vector256.Widen(Vector256.LoadUnsafe(ref x, (nuint)i));
            first += lower * Vector256.LoadUnsafe(ref y, (nuint)i);
            second += upper * Vector256.LoadUnsafe(ref y, (nuint)(i + 4));
        }

        double sum = Vector256.Sum(first + second);
        for (; i < features.Length; i++)
        {
            sum += features[i] * values[i];
        }

        return sum;
    }

    /// <summary>Adds a multiple of the features to the values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(Span<double> values, double factor, ReadOnlySpan<float> features)
    {
        ref float x = ref MemoryMarshal.GetReference(features[..values.Length]);
        ref double y = ref MemoryMarshal.GetReference(values);
        int i = 0;
        for (; i <= values.Length - 8; i += 8)
        {
            var (lower, upper) = Vector256.Widen(Vector256.LoadUnsafe(ref x, (nuint)i));
            (Vector256.LoadUnsafe(ref y, (nuint)i) + (factor * lower)).StoreUnsafe(ref y, (nuint)i);
            (Vector256.LoadUnsafe(ref y, (nuint)(i + 4)) + (factor * upper)).StoreUnsafe(ref y, (nuint)(i + 4));
        }

        for (; i < values.Length; i++)
        {
            values[i] += factor * features[i];
        }
    }
}
