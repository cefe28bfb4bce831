namespace Slipway.Learning.Statistics;

/// <summary>
/// The distribution of the two-sample, two-sided Kolmogorov-Smirnov statistic where both samples come from one continuous source.
/// </summary>
public static class TwoSampleKolmogorov
{
    /// <summary>
    /// The probability that the statistic is at least <paramref name="d"/>, approximately: D of m·n/(m+n) values, rounded.
    /// </summary>
    /// <param name="d">The statistic, 0 to 1.</param>
    /// <param name="m">The size of one sample, at least 1.</param>
    /// <param name="n">The size of the other, at least 1.</param>
    public static double AsymptoticSurvival(double d, long m, long n) =>
        KolmogorovDistribution.Survival(d, Math.Max(1, (long)Math.Round((double)m * n / (m + n))));

    /// <summary>
    /// The probability that the statistic is at least <paramref name="d"/>, exactly: the share of lattice paths from (0, 0) to (m, n) that
    /// leave the band around the diagonal (J. L. Hodges, Ark. Mat. 3, 1958). Takes m·n steps and m + n numbers of memory.
    /// </summary>
    /// <param name="d">The statistic, 0 to 1.</param>
    /// <param name="m">The size of one sample, at least 1.</param>
    /// <param name="n">The size of the other, at least 1.</param>
    public static double ExactSurvival(double d, int m, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(m, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        (m, n) = (Math.Max(m, n), Math.Min(m, n));
        long divisor = GreatestCommonDivisor(m, n);
        long stepX = n / divisor;
        long stepY = m / divisor;

        // The statistic is a multiple of 1 / (stepX m), up to rounding.
        long band = (long)Math.Ceiling((d * stepX * m) - 1e-6);
        if (band <= 0)
        {
            return 1;
        }

        // left[j] is the share of the paths to (i, j) that have left the band; a point outside has the share 1.
        var left = new double[n + 1];
        Array.Fill(left, 1);
        Array.Fill(left, 0, 0, (int)Math.Min(CeilingDivide(band, stepY), n + 1));
        var reciprocals = new double[m + n + 1];
        for (int i = 1; i < reciprocals.Length; i++)
        {
            reciprocals[i] = 1.0 / i;
        }

        double share = 1;
        for (int i = 1; i <= m; i++)
        {
            int first = (int)Math.Clamp(FloorDivide((stepX * i) - band, stepY) + 1, 0, n);
            int endExclusive = (int)Math.Min(CeilingDivide((stepX * i) + band, stepY), n + 1);
            if (endExclusive <= first)
            {
                return 1;
            }

            share = first == 0 ? 0 : 1;
            for (int j = first; j < endExclusive; j++)
            {
                double reciprocal = reciprocals[i + j];
                share = (left[j] * (i * reciprocal)) + (share * (j * reciprocal));
                left[j] = share;
            }
        }

        return Math.Clamp(share, 0, 1);
    }

    private static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);

    private static long FloorDivide(long a, long b) => a >= 0 ? a / b : -((-a + b - 1) / b);

    private static long CeilingDivide(long a, long b) => (a + b - 1) / b;
}
