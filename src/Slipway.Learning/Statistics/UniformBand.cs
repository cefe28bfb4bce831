namespace Slipway.Learning.Statistics;

/// <summary>How far an empirical distribution can be from the true one, at all sample sizes at once. Distribution-free.</summary>
public static class UniformBand
{
    /// <summary>
    /// The half width of the band: the chance that the empirical distribution of independent values ever leaves it, at any sample size,
    /// is at most <paramref name="alpha"/> (Howard and Ramdas 2022, "Sequential estimation of quantiles", the explicit band below
    /// theorem 2).
    /// </summary>
    /// <param name="count">The values so far, at least 1.</param>
    /// <param name="alpha">The chance of error, above 0 and below 1.</param>
    public static double HalfWidth(long count, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(alpha, 1);
        return 0.85 * Math.Sqrt((Math.Log(1 + Math.Log(count)) + (0.8 * Math.Log(1612 / alpha))) / count);
    }
}
