namespace Slipway.Learning.Statistics;

/// <summary>Student's t distribution.</summary>
public static class StudentDistribution
{
    /// <summary>
    /// The probability of a value farther from 0 than <paramref name="t"/>, on both sides: I_x(df/2, 1/2), x = df/(df + t²)
    /// (Abramowitz and Stegun 26.7.1).
    /// </summary>
    /// <param name="t">The statistic.</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    public static double TwoSided(double t, double degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degreesOfFreedom);
        if (double.IsInfinity(t))
        {
            return 0;
        }

        double sum = degreesOfFreedom + (t * t);
        return BetaFunctions.RegularizedIncomplete(degreesOfFreedom / 2, 0.5, degreesOfFreedom / sum, t * t / sum);
    }
}
