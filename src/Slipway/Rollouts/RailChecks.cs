using System.Globalization;
using Slipway.Learning.Statistics;
using Slipway.Projects;

namespace Slipway.Rollouts;

/// <summary>
/// The guard rails that live counters answer. Pure. Each test may be made as often as one likes: the chance that a version that keeps to
/// its limit is ever found to break it, over all looks at growing counts, is at most α a rail (<see cref="BernoulliSequentialTest"/>,
/// <see cref="UniformBand"/>), given independent requests; the champion's error rate and percentiles enter as they are observed.
/// </summary>
internal static class RailChecks
{
    /// <summary>The chance of a false alarm of a rail over a whole step.</summary>
    public const double StepAlpha = 1e-4;

    /// <summary>The chance of a false alarm of a rail in one short window, which come by the thousand: about one in six months.</summary>
    public const double WindowAlpha = 1e-7;

    // Fewer of the champion's times say nothing of its percentiles.
    private const int MinChampionRequests = 50;

    // A percentile as it is observed is some way off, so the version gets twice the share of slow requests that it defines.
    private static readonly (double Quantile, double Allowed)[] Percentiles = [(0.95, 0.10), (0.99, 0.02)];

    /// <summary>Reads all rails of a variant.</summary>
    /// <param name="rails">The limits.</param>
    /// <param name="grid">The scale of the answers.</param>
    /// <param name="variant">The variant.</param>
    /// <param name="champion">What was counted of the champion.</param>
    /// <param name="tried">What was counted of the variant since the same moment.</param>
    /// <param name="alpha">The chance of a false alarm, a rail.</param>
    public static IEnumerable<RailReading> Read(
        GuardRails rails, OutputGrid grid, string variant, ArmCounts champion, ArmCounts tried, double alpha)
    {
        if (rails.ErrorRate is { } errorRate)
        {
            yield return ReadErrors(errorRate, variant, champion, tried, alpha);
        }

        if (rails.LatencyRatio is { } ratio && champion.Requests >= MinChampionRequests && tried.Requests > 0
            && ReadLatency(ratio, rails.LatencySlackMs, variant, champion, tried, alpha) is { } latency)
        {
            yield return latency;
        }

        if (rails.OutputShift is { } shift && champion.OutputRows > 0 && tried.OutputRows > 0)
        {
            yield return ReadOutput(shift, grid, variant, champion, tried, alpha);
        }
    }

    private static RailReading ReadErrors(double limit, string variant, ArmCounts champion, ArmCounts tried, double alpha)
    {
        double usual = champion.Requests == 0 ? 0 : (double)champion.Errors / champion.Requests;
        double allowed = Math.Min(usual + limit, 0.99);
        double rate = tried.Requests == 0 ? 0 : (double)tried.Errors / tried.Requests;
        bool isBroken = rate > allowed && BernoulliSequentialTest.LogEvidence(tried.Errors, tried.Requests, allowed) >= -Math.Log(alpha);
        return new RailReading(RailKind.Errors, variant, rate, allowed, tried.Requests, isBroken, Text(
            $"{variant} failed on {tried.Errors} of {tried.Requests} requests ({tried.Exceptions} exceptions, {tried.NotFinite} not finite), champion on {champion.Errors} of {champion.Requests}; allowed is a share of {allowed:0.####}"));
    }

    private static RailReading? ReadLatency(
        double ratio, double slackMs, string variant, ArmCounts champion, ArmCounts tried, double alpha)
    {
        RailReading? worst = null;
        foreach (var (quantile, allowed) in Percentiles)
        {
            if (LatencyBuckets.Quantile(champion.Latencies, quantile) is not { } usual
                || LatencyBuckets.Quantile(tried.Latencies, quantile) is not { } own)
            {
                continue;
            }

            var limit = TimeSpan.FromTicks(Math.Max((long)(usual.Ticks * ratio), usual.Ticks + (long)(slackMs * TimeSpan.TicksPerMillisecond)));
            long slow = LatencyBuckets.CountFrom(tried.Latencies, limit);
            long total = LatencyBuckets.CountFrom(tried.Latencies, TimeSpan.Zero);
            bool isBroken = slow > allowed * total && BernoulliSequentialTest.LogEvidence(slow, total, allowed) >= -Math.Log(alpha / Percentiles.Length);
            var reading = new RailReading(RailKind.Latency, variant, own.TotalMilliseconds, limit.TotalMilliseconds, total, isBroken, Text(
                $"{slow} of {total} requests of {variant} took {limit.TotalMilliseconds:0.###} ms or more to predict; p{quantile * 100:0} is {own.TotalMilliseconds:0.###} ms, the champion's {usual.TotalMilliseconds:0.###} ms"));
            worst = worst is null || (isBroken && !worst.IsBroken) ? reading : worst;
        }

        return worst;
    }

    private static RailReading ReadOutput(
        double limit, OutputGrid grid, string variant, ArmCounts champion, ArmCounts tried, double alpha)
    {
        double worst = 0;
        for (int output = 0; output < grid.OutputCount; output++)
        {
            worst = Math.Max(worst, grid.Distance(output, champion.Output(output), tried.Output(output)));
        }

        // Each of the two samples of each output may be off by as much.
        double each = alpha / (2 * grid.OutputCount);
        double doubt = UniformBand.HalfWidth(champion.OutputRows, each) + UniformBand.HalfWidth(tried.OutputRows, each);
        return new RailReading(RailKind.Output, variant, worst, limit, tried.OutputRows, worst - doubt > limit, Text(
            $"the answers of {variant} are {worst:0.###} from the champion's in distribution, {Math.Max(worst - doubt, 0):0.###} beyond doubt ({tried.OutputRows} and {champion.OutputRows} answers); allowed is {limit:0.###}"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
