using System.Numerics;

namespace Slipway.Rollouts;

/// <summary>A scale of durations from 0.1 µs to an hour, eight buckets to each doubling, so that a bucket is an eighth wide at most.</summary>
internal static class LatencyBuckets
{
    private const int MaxExponent = 36;

    public const int Count = (MaxExponent + 1) * 8;

    /// <summary>The bucket of a duration.</summary>
    public static int IndexOf(TimeSpan duration)
    {
        ulong ticks = (ulong)Math.Max(duration.Ticks, 0);
        if (ticks < 8)
        {
            return (int)ticks;
        }

        int exponent = BitOperations.Log2(ticks);
        return exponent > MaxExponent ? Count - 1 : (exponent * 8) + (int)((ticks >> (exponent - 3)) & 7);
    }

    /// <summary>The smallest duration of a bucket.</summary>
    public static TimeSpan Start(int bucket) => bucket < 24
        ? TimeSpan.FromTicks(Math.Min(bucket, 8))
        : TimeSpan.FromTicks((8L + (bucket % 8)) << ((bucket / 8) - 3));

    /// <summary>The end of the bucket that a quantile falls in, exclusive; <see langword="null"/> of no durations.</summary>
    public static TimeSpan? Quantile(ReadOnlySpan<long> counts, double quantile)
    {
        long total = 0;
        foreach (long count in counts)
        {
            total += count;
        }

        double wanted = quantile * total;
        long sum = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            sum += counts[i];
            if (counts[i] > 0 && sum >= wanted)
            {
                return Start(i + 1);
            }
        }

        return null;
    }

    /// <summary>How many durations are in buckets that start at a duration or later.</summary>
    public static long CountFrom(ReadOnlySpan<long> counts, TimeSpan duration)
    {
        long sum = 0;
        for (int i = counts.Length - 1; i >= 0 && Start(i) >= duration; i--)
        {
            sum += counts[i];
        }

        return sum;
    }
}
