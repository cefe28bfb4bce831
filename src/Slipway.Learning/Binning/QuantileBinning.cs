namespace Slipway.Learning.Binning;

/// <summary>Cuts the values of a feature into bins of about equally many rows; equal values share a bin.</summary>
internal static class QuantileBinning
{
    /// <summary>The most bins of values: one of the 256 bytes is left for missing values.</summary>
    public const int MaxBins = 255;

    /// <summary>Chooses thresholds and bins the values.</summary>
    /// <param name="values">Finite, or NaN where missing.</param>
    public static BinnedColumn Bin(ReadOnlySpan<float> values)
    {
        var thresholds = ChooseThresholds(values, MaxBins);
        var bins = new byte[values.Length];
        byte missingBin = (byte)(thresholds.Length + 1);
        bool hasMissing = false;
        for (int i = 0; i < bins.Length; i++)
        {
            if (float.IsNaN(values[i]))
            {
                bins[i] = missingBin;
                hasMissing = true;
            }
            else
            {
                bins[i] = (byte)FindBin(thresholds, values[i]);
            }
        }

        return new BinnedColumn(bins, thresholds, hasMissing);
    }

    /// <summary>The thresholds between at most <paramref name="maxBins"/> bins.</summary>
    public static float[] ChooseThresholds(ReadOnlySpan<float> values, int maxBins)
    {
        var sorted = SortWithoutMissing(values);
        var (distinct, counts) = CountDistinct(sorted);
        if (distinct.Length <= 1)
        {
            return [];
        }

        var thresholds = new List<float>(Math.Min(distinct.Length, maxBins) - 1);
        int rowsLeft = sorted.Length, rowsInBin = 0;
        for (int i = 0; i < distinct.Length - 1 && thresholds.Count < maxBins - 1; i++)
        {
            rowsInBin += counts[i];
            int binsLeft = maxBins - thresholds.Count;
            bool eachHasItsOwn = distinct.Length - i <= binsLeft;
            if (eachHasItsOwn || (long)rowsInBin * binsLeft >= rowsLeft)
            {
                thresholds.Add(Between(distinct[i], distinct[i + 1]));
                rowsLeft -= rowsInBin;
                rowsInBin = 0;
            }
        }

        return [.. thresholds];
    }

    /// <summary>The number of thresholds below the value.</summary>
    private static int FindBin(float[] thresholds, float value)
    {
        int low = 0, high = thresholds.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (value <= thresholds[middle])
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    /// <summary>The middle, kept below the upper value where rounding to 32 bits would reach it.</summary>
    private static float Between(float lower, float upper)
    {
        float middle = (float)(((double)lower + upper) / 2);
        return middle < upper ? middle : lower;
    }

    private static float[] SortWithoutMissing(ReadOnlySpan<float> values)
    {
        var sorted = new float[values.Length];
        int count = 0;
        foreach (float value in values)
        {
            if (!float.IsNaN(value))
            {
                sorted[count++] = value;
            }
        }

        Array.Resize(ref sorted, count);
        Array.Sort(sorted);
        return sorted;
    }

    private static (float[] Values, int[] Counts) CountDistinct(float[] sorted)
    {
        var values = new List<float>();
        var counts = new List<int>();
        foreach (float value in sorted)
        {
            if (values.Count == 0 || values[^1] != value)
            {
                values.Add(value);
                counts.Add(0);
            }

            counts[^1]++;
        }

        return ([.. values], [.. counts]);
    }
}
