namespace Slipway.Learning.Statistics;

/// <summary>The chi-square distribution.</summary>
public static class ChiSquareDistribution
{
    /// <summary>The probability of a value above <paramref name="x"/>: Q(df/2, x/2) (Abramowitz and Stegun 26.4.19).</summary>
    /// <param name="x">The statistic; at or below 0 the answer is 1, at infinity 0.</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    public static double Survival(double x, double degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degreesOfFreedom);
        return double.IsPositiveInfinity(x) ? 0 : GammaFunctions.RegularizedUpper(degreesOfFreedom / 2, x / 2);
    }
}
