namespace Slipway.Learning.Statistics;

/// <summary>Student's t distribution.</summary>
public static class StudentDistribution
{
    /// <summary>
    /// The probability of a value farther from 0 than <paramref name="t"/>, on both sides: I_x(df/2, 1/2), x = df/(df + t²)
    /// (Abramowitz and Stegun 26.7.1).
    /// </summary>
    /// <param name="t">The statistic; NaN gives NaN.</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    public static double TwoSided(double t, double degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degreesOfFreedom);
        double square = t * t;
        if (double.IsInfinity(square) || double.IsNaN(square))
        {
            return double.IsNaN(square) ? square : 0;
        }

        double sum = degreesOfFreedom + square;
        return BetaFunctions.RegularizedIncomplete(degreesOfFreedom / 2, 0.5, degreesOfFreedom / sum, square / sum);
    }
}
