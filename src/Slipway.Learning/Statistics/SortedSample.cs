namespace Slipway.Learning.Statistics;

/// <summary>
/// Numbers as their distinct values in increasing order, each with how often it occurs. What every statistic on numbers takes: a full
/// sample and a compacted sketch look alike. Immutable; safe to read from several threads.
/// </summary>
public sealed class SortedSample
{
    private readonly double[] _values;
    private readonly long[] _counts;
    private readonly long[] _cumulative;

    internal SortedSample(double[] values, long[] counts)
    {
        (_values, _counts, _cumulative) = (values, counts, new long[counts.Length]);
        for (int i = 0; i < counts.Length; i++)
        {
            Count += counts[i];
            _cumulative[i] = Count;
        }
    }

    /// <summary>No numbers.</summary>
    public static SortedSample Empty { get; } = new([], []);

    /// <summary>The number of values, repetitions included.</summary>
    public long Count { get; }

    /// <summary>The number of distinct values.</summary>
    public int DistinctCount => _values.Length;

    /// <summary>The distinct values, increasing.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>How often each of <see cref="Values"/> occurs, at least once.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>The sample of the finite ones among these values, in any order.</summary>
    public static SortedSample Of(ReadOnlySpan<double> values)
    {
        var finite = new double[values.Length];
        int count = 0;
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                // Adding zero makes -0 into 0, so that equal values have equal bits.
                finite[count++] = value + 0.0;
            }
        }

        Array.Sort(finite, 0, count);
        return OfSorted(finite.AsSpan(0, count));
    }

    /// <summary>How many values are at most <paramref name="value"/>.</summary>
    public long CountAtMost(double value)
    {
        int index = Array.BinarySearch(_values, value);
        return Before(index >= 0 ? index + 1 : ~index);
    }

    /// <summary>How many values are below <paramref name="value"/>.</summary>
    public long CountBelow(double value)
    {
        int index = Array.BinarySearch(_values, value);
        return Before(index >= 0 ? index : ~index);
    }

    /// <summary>The quantile, interpolated between neighbours (type 7 of R. J. Hyndman and Y. Fan, Am. Stat. 50, 1996).</summary>
    /// <param name="share">0 is the least value, 1 the greatest.</param>
    /// <exception cref="InvalidOperationException">There are no values.</exception>
    public double Quantile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        double position = share * (Count - 1);
        long rank = (long)Math.Floor(position);
        double low = this[rank];
        double high = this[Math.Min(rank + 1, Count - 1)];
        double part = position - rank;

        if (!double.IsFinite(high - low))
        {
            return (low * (1 - part)) + (high * part);
        }

        // Interpolating from the nearer end is exact at both ends.
        return part >= 0.5 ? high - ((high - low) * (1 - part)) : low + ((high - low) * part);
    }

    internal static SortedSample OfSorted(ReadOnlySpan<double> sorted)
    {
        var values = new double[sorted.Length];
        var counts = new long[sorted.Length];
        int distinct = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1])
            {
                values[distinct++] = sorted[i];
            }

            counts[distinct - 1]++;
        }

        return new SortedSample(values[..distinct], counts[..distinct]);
    }

    internal Profiles.Moments ToMoments()
    {
        var moments = Profiles.Moments.Empty;
        for (int i = 0; i < _values.Length; i++)
        {
            moments = moments.Merge(new(_counts[i], _values[i], 0, _values[i], _values[i]));
        }

        return moments;
    }

    /// <summary>The value of a rank, 0-based.</summary>
    private double this[long rank]
    {
        get
        {
            if (Count == 0)
            {
                throw new InvalidOperationException("An empty sample has no quantiles.");
            }

            int index = Array.BinarySearch(_cumulative, rank + 1);
            return _values[index >= 0 ? index : ~index];
        }
    }

    private long Before(int index) => index == 0 ? 0 : _cumulative[index - 1];
}
