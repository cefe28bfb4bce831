namespace Slipway.Learning.Statistics;

/// <summary>
/// Whether one mean is above another by more than is allowed, by evidence that may be looked at as often as one likes: the one-sided
/// mixture sequential probability ratio test (Johari, Koomen, Pekelis and Walsh 2022, "Always valid inference", section 4), with the
/// variances as they are estimated, so it holds once the means are about normal: from some fifty values each.
/// </summary>
public static class MeanSequentialTest
{
    /// <summary>The logarithm of the evidence.</summary>
    /// <param name="excess">The observed difference of the means, less what is allowed.</param>
    /// <param name="variance">The variance of that difference: the sum of the variances of both means. Above 0.</param>
    /// <param name="spread">The standard deviation of the differences to be found, as the mixture expects them. Above 0.</param>
    public static double LogEvidence(double excess, double variance, double spread)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(variance);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(spread);
        double mixed = variance + (spread * spread);
        double shrunk = spread * spread / mixed;
        double logRatio = (0.5 * Math.Log(variance / mixed)) + (excess * excess * shrunk / (2 * variance));

        // Half a normal mixture: only differences above what is allowed are alternatives.
        double z = excess * Math.Sqrt(shrunk / variance);
        return logRatio + Math.Log(2 * NormalDistribution.Cdf(z));
    }
}
