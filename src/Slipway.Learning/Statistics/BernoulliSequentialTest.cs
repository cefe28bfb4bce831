namespace Slipway.Learning.Statistics;

/// <summary>
/// Whether a rate is above a limit, by evidence that may be looked at as often as one likes: under every rate up to the limit, the chance
/// that the evidence ever reaches 1/α is at most α (Ville's inequality).
/// </summary>
/// <remarks>
/// A mixture likelihood ratio (Robbins 1970): the alternatives are Beta(1/2, 1/2) cut to the rates above the limit. For each of them the
/// likelihood ratio against the limit is a supermartingale under any smaller rate, and so is their mean.
/// </remarks>
public static class BernoulliSequentialTest
{
    private const double Prior = 0.5;

    /// <summary>The logarithm of the evidence that a rate is above a limit.</summary>
    /// <param name="hits">How often it happened, 0 or more.</param>
    /// <param name="trials">How often it could have, at least <paramref name="hits"/>.</param>
    /// <param name="limit">The largest rate that is allowed, above 0 and below 1.</param>
    /// <returns>0 without trials; negative infinity where the evidence is below what a double holds.</returns>
    public static double LogEvidence(long hits, long trials, double limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, hits);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(limit, 1);
        if (trials == 0)
        {
            return 0;
        }

        double misses = trials - hits;
        return LogTailMass(hits + Prior, misses + Prior, limit) - LogTailMass(Prior, Prior, limit)
            - (hits * Math.Log(limit)) - (misses * Math.Log(1 - limit));
    }

    /// <summary>The logarithm of the integral of p^(a-1) (1-p)^(b-1) above the limit.</summary>
    private static double LogTailMass(double a, double b, double limit) =>
        GammaFunctions.LogGamma(a) + GammaFunctions.LogGamma(b) - GammaFunctions.LogGamma(a + b)
        + Math.Log(BetaFunctions.RegularizedIncomplete(b, a, 1 - limit, limit));
}
