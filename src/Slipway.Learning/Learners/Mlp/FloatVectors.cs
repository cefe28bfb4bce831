using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Slipway.Learning.Learners.Mlp;

/// <summary>
/// Sums in 32 bits. Vectors have a fixed width and nothing is fused, so every machine adds in the same order and gets the same bits.
/// </summary>
internal static class FloatVectors
{
    private const int Lanes = 8;

    /// <summary>Adds a multiple of the values to the target.</summary>
    // Not tiered: vectors in code that is not optimised take many times as long, and a fit spends its time here.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(Span<float> target, float factor, ReadOnlySpan<float> values)
    {
        ref float x = ref MemoryMarshal.GetReference(values[..target.Length]);
        ref float y = ref MemoryMarshal.GetReference(target);
        int i = 0;
        for (; i <= target.Length - Lanes; i += Lanes)
        {
            (Vector256.LoadUnsafe(ref y, (nuint)i) + (factor * Vector256.LoadUnsafe(ref x, (nuint)i))).StoreUnsafe(ref y, (nuint)i);
        }

        for (; i < target.Length; i++)
        {
            target[i] += factor * values[i];
        }
    }
}
