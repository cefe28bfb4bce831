namespace Slipway.Learning.Statistics;

/// <summary>The standard normal distribution.</summary>
public static class NormalDistribution
{
    /// <summary>The probability of a value at most <paramref name="z"/>; full relative precision in the lower tail.</summary>
    public static double Cdf(double z) => Survival(-z);

    /// <summary>
    /// The probability of a value above <paramref name="z"/>; full relative precision in the upper tail. By the incomplete gamma function
    /// with a = 1/2 (Abramowitz and Stegun 26.2.30 and 6.5.17).
    /// </summary>
    public static double Survival(double z)
    {
        double half = z * z / 2;
        return z >= 0 ? GammaFunctions.RegularizedUpper(0.5, half) / 2 : (1 + GammaFunctions.RegularizedLower(0.5, half)) / 2;
    }
}
