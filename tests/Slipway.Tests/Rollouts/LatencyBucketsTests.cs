using Slipway.Rollouts;

namespace Slipway.Tests.Rollouts;

public sealed class LatencyBucketsTests
{
    [Fact]
    public void IndexOf_EveryDuration_IsInItsBucketWhichIsNarrow()
    {
        for (long ticks = 1; ticks < 1L << 34; ticks += 1 + (ticks / 7))
        {
            int bucket = LatencyBuckets.IndexOf(TimeSpan.FromTicks(ticks));
            long start = LatencyBuckets.Start(bucket).Ticks;
            long end = LatencyBuckets.Start(bucket + 1).Ticks;

            Assert.InRange(ticks, start, end - 1);
            Assert.True(end - start <= Math.Max(1, ticks / 8), $"{ticks}: {start} to {end}");
        }
    }

    [Fact]
    public void Quantile_OfTwoGroups_IsWhereTheyAre()
    {
        var counts = new long[LatencyBuckets.Count];
        counts[LatencyBuckets.IndexOf(TimeSpan.FromMilliseconds(1))] = 90;
        counts[LatencyBuckets.IndexOf(TimeSpan.FromMilliseconds(100))] = 10;

        Assert.InRange(LatencyBuckets.Quantile(counts, 0.5)!.Value.TotalMilliseconds, 1, 1.13);
        Assert.InRange(LatencyBuckets.Quantile(counts, 0.95)!.Value.TotalMilliseconds, 100, 113);
        Assert.Equal(10, LatencyBuckets.CountFrom(counts, TimeSpan.FromMilliseconds(50)));
        Assert.Null(LatencyBuckets.Quantile(new long[LatencyBuckets.Count], 0.5));
    }
}
