using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Slipway.Learning.Binning;

/// <summary>Cuts the values of a feature into bins of about equally many rows; equal values share a bin.</summary>
internal static class QuantileBinning
{
    /// <summary>The most bins of values: one of the 256 bytes is left for missing values.</summary>
    public const int MaxBins = 255;

    /// <summary>Chooses thresholds and bins the values.</summary>
    /// <param name="values">Finite, or NaN where missing.</param>
    public static BinnedColumn Bin(ReadOnlySpan<float> values) => Bin(values, ChooseThresholds(values, MaxBins));

    /// <summary>Bins the values.</summary>
    /// <param name="values">Finite, or NaN where missing.</param>
    /// <param name="thresholds">Ascending, fewer than <see cref="MaxBins"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static BinnedColumn Bin(ReadOnlySpan<float> values, float[] thresholds)
    {
        // Filled up to a power of two, every search takes the same steps; and whole numbers, unlike a comparison, never become a branch.
        Span<int> keys = stackalloc int[MaxBins + 1];
        keys.Fill(int.MaxValue);
        for (int i = 0; i < thresholds.Length; i++)
        {
            keys[i] = OrderedKey(thresholds[i]);
        }

        ref int least = ref MemoryMarshal.GetReference(keys);
        var bins = new byte[values.Length];
        byte missingBin = (byte)(thresholds.Length + 1);
        bool hasMissing = false;
        for (int i = 0; i < bins.Length; i++)
        {
            float value = values[i];
            if (float.IsNaN(value))
            {
                bins[i] = missingBin;
                hasMissing = true;
                continue;
            }

            long key = OrderedKey(value);
            nint bin = 0;
            for (nint step = (MaxBins + 1) / 2; step > 0; step /= 2)
            {
                bin += step & (nint)((Unsafe.Add(ref least, bin + step - 1) - key) >> 63);
            }

            bins[i] = (byte)bin;
        }

        return new BinnedColumn(bins, thresholds, hasMissing);
    }

    /// <summary>A whole number that is ordered as the numbers are.</summary>
    private static int OrderedKey(float value)
    {
        int bits = BitConverter.SingleToInt32Bits(value + 0f);
        return bits ^ ((bits >> 31) & int.MaxValue);
    }

    /// <summary>The thresholds between at most <paramref name="maxBins"/> bins.</summary>
    public static float[] ChooseThresholds(ReadOnlySpan<float> values, int maxBins)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(values.Length);
        var sorted = SortWithoutMissing(values, rented);
        var thresholds = ChooseThresholds(sorted, CountDistinct(sorted), maxBins);
        ArrayPool<float>.Shared.Return(rented);
        return thresholds;
    }

    private static float[] ChooseThresholds(ReadOnlySpan<float> sorted, int distinctLeft, int maxBins)
    {
        if (distinctLeft <= 1)
        {
            return [];
        }

        // Evenly spaced quantiles, which begin anew behind equal values that fill more than a bin, and where each value has its own.
        var thresholds = new List<float>(Math.Min(distinctLeft, maxBins) - 1);
        int lastRow = sorted.Length - 1, firstRow = 0, firstBin = 0;
        for (int i = 0; i < lastRow && thresholds.Count < maxBins - 1; i++)
        {
            if (sorted[i] == sorted[i + 1])
            {
                continue;
            }

            bool eachHasItsOwn = distinctLeft <= maxBins - thresholds.Count;
            distinctLeft--;
            long rows = lastRow - firstRow, bins = maxBins - firstBin, bin = thresholds.Count - firstBin + 1;
            if (!eachHasItsOwn && i < firstRow + (bin * rows / bins))
            {
                continue;
            }

            thresholds.Add(Between(sorted[i], sorted[i + 1]));
            if (eachHasItsOwn || i >= firstRow + ((bin + 1) * rows / bins))
            {
                (firstRow, firstBin) = (i + 1, thresholds.Count);
            }
        }

        return [.. thresholds];
    }

    /// <summary>The middle, kept below the upper value where rounding to 32 bits would reach it.</summary>
    private static float Between(float lower, float upper)
    {
        float middle = (float)(((double)lower + upper) / 2);
        return middle < upper ? middle : lower;
    }

    private static ReadOnlySpan<float> SortWithoutMissing(ReadOnlySpan<float> values, float[] buffer)
    {
        int count = 0;
        foreach (float value in values)
        {
            // Positive zero for negative: they are equal, and share a bin.
            buffer[count] = value + 0f;
            count += float.IsNaN(value) ? 0 : 1;
        }

        FloatSort.Sort(buffer.AsSpan(0, count));
        return buffer.AsSpan(0, count);
    }

    private static int CountDistinct(ReadOnlySpan<float> sorted)
    {
        int count = Math.Min(1, sorted.Length);
        for (int i = 1; i < sorted.Length; i++)
        {
            count += sorted[i] != sorted[i - 1] ? 1 : 0;
        }

        return count;
    }
}
