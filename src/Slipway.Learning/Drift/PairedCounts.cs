using Slipway.Learning.Statistics;

namespace Slipway.Learning.Drift;

/// <summary>How often each value, word or bin occurs in the reference and in the current sample, side by side.</summary>
/// <param name="Reference">Counts in the reference.</param>
/// <param name="Current">Counts in the current sample, in the same order.</param>
public sealed record PairedCounts(long[] Reference, long[] Current)
{
    /// <summary>The number of values, words or bins.</summary>
    public int Length => Reference.Length;

    internal static (double[] Values, PairedCounts Counts) Align(SortedSample reference, SortedSample current)
    {
        int capacity = reference.DistinctCount + current.DistinctCount;
        var values = new double[capacity];
        var left = new long[capacity];
        var right = new long[capacity];
        int i = 0, j = 0, length = 0;
        while (i < reference.DistinctCount || j < current.DistinctCount)
        {
            double value = j == current.DistinctCount || (i < reference.DistinctCount && reference.Values[i] <= current.Values[j])
                ? reference.Values[i]
                : current.Values[j];
            values[length] = value;
            if (i < reference.DistinctCount && reference.Values[i] == value)
            {
                left[length] = reference.Counts[i++];
            }

            if (j < current.DistinctCount && current.Values[j] == value)
            {
                right[length] = current.Counts[j++];
            }

            length++;
        }

        return (values[..length], new PairedCounts(left[..length], right[..length]));
    }
}
