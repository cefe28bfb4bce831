using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Slipway.Learning.Profiles;

/// <summary>
/// Sorts finite numbers byte by byte, from the last to the first (H. H. Seward, 1954). Nothing is compared or branched on, which suits the
/// thousands of values of a sketch's buffer, and it is compiled in full from the first call on.
/// </summary>
internal static class RadixSort
{
    private const int Digits = sizeof(ulong);
    private const int Values = 256;

    // Below this, counting costs more than comparing.
    private const int FewestWorthwhile = 256;

    private const ulong Sign = 1UL << 63;

    /// <summary>Sorts from the least to the greatest.</summary>
    /// <param name="values">Neither NaN nor -0 is among them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sort(Span<double> values)
    {
        if (values.Length < FewestWorthwhile)
        {
            values.Sort();
            return;
        }

        var keys = MemoryMarshal.Cast<double, ulong>(values);
        Span<int> counts = stackalloc int[Digits * Values];
        counts.Clear();
        Count(keys, counts);
        ulong[] rented = ArrayPool<ulong>.Shared.Rent(keys.Length);
        var from = keys;
        var to = rented.AsSpan(0, keys.Length);
        for (int digit = 0; digit < Digits; digit++)
        {
            var starts = counts.Slice(digit * Values, Values);
            int shift = digit * 8;
            if (starts[(int)(from[0] >> shift) & (Values - 1)] == keys.Length)
            {
                continue;
            }

            int next = 0;
            for (int i = 0; i < Values; i++)
            {
                (starts[i], next) = (next, next + starts[i]);
            }

            foreach (ulong key in from)
            {
                to[starts[(int)(key >> shift) & (Values - 1)]++] = key;
            }

            var sorted = to;
            to = from;
            from = sorted;
        }

        // Back from keys to numbers.
        for (int i = 0; i < keys.Length; i++)
        {
            ulong key = from[i];
            keys[i] = key ^ ((ulong)((long)~key >> 63) | Sign);
        }

        ArrayPool<ulong>.Shared.Return(rented);
    }

    /// <summary>Makes keys that are ordered as the numbers are, and counts the values of each of their bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Count(Span<ulong> keys, Span<int> counts)
    {
        for (int i = 0; i < keys.Length; i++)
        {
            ulong key = keys[i];
            key ^= (ulong)((long)key >> 63) | Sign;
            keys[i] = key;
            for (int digit = 0; digit < Digits; digit++)
            {
                counts[(digit * Values) + (int)((key >> (digit * 8)) & (Values - 1))]++;
            }
        }
    }
}
