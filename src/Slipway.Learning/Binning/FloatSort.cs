using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Slipway.Learning.Binning;

/// <summary>Sorts numbers by their digits, from the last to the first (H. H. Seward, 1954): three digits of eleven bits.</summary>
internal static class FloatSort
{
    private const int DigitBits = 11;
    private const int Digits = 3;
    private const int Values = 1 << DigitBits;

    // Below this, counting costs more than comparing.
    private const int FewestWorthwhile = 4096;

    private const uint Sign = 1u << 31;

    /// <summary>Sorts from the least to the greatest.</summary>
    /// <param name="values">Neither NaN nor -0 is among them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sort(Span<float> values)
    {
        if (values.Length < FewestWorthwhile)
        {
            values.Sort();
            return;
        }

        var keys = MemoryMarshal.Cast<float, uint>(values);
        int[] counts = new int[Digits * Values];
        for (int i = 0; i < keys.Length; i++)
        {
            uint key = keys[i];
            key ^= (uint)((int)key >> 31) | Sign;
            keys[i] = key;
            counts[key & (Values - 1)]++;
            counts[Values + ((key >> DigitBits) & (Values - 1))]++;
            counts[(2 * Values) + (key >> (2 * DigitBits))]++;
        }

        uint[] rented = ArrayPool<uint>.Shared.Rent(keys.Length);
        var from = keys;
        var to = rented.AsSpan(0, keys.Length);
        for (int digit = 0; digit < Digits; digit++)
        {
            var starts = counts.AsSpan(digit * Values, Values);
            int next = 0;
            for (int i = 0; i < Values; i++)
            {
                (starts[i], next) = (next, next + starts[i]);
            }

            int shift = digit * DigitBits;
            foreach (uint key in from)
            {
                to[starts[(int)((key >> shift) & (Values - 1))]++] = key;
            }

            var sorted = to;
            to = from;
            from = sorted;
        }

        // Back from keys to numbers; after an odd number of digits they are in the other buffer.
        for (int i = 0; i < keys.Length; i++)
        {
            uint key = from[i];
            keys[i] = key ^ ((uint)((int)~key >> 31) | Sign);
        }

        ArrayPool<uint>.Shared.Return(rented);
    }
}
