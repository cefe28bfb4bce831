namespace Slipway.Learning.Statistics;

/// <summary>The limiting distribution of the Cramér-von Mises statistic.</summary>
public static class CramerVonMisesDistribution
{
    /// <summary>
    /// The probability of a value above <paramref name="x"/>: T. W. Anderson and D. A. Darling, Ann. Math. Stat. 23 (1952), equation 4.35.
    /// Absolute precision about 1e-13.
    /// </summary>
    public static double LimitSurvival(double x)
    {
        if (x < 0.003)
        {
            return 1;
        }

        double sum = 0;
        double ratio = Math.Sqrt(Math.PI);
        for (int k = 0; k < 1000; k++)
        {
            double y = (4 * k) + 1;
            double q = y * y / (16 * x);
            double term = ratio * Math.Sqrt(y) * Math.Exp(-2 * q) * ScaledBesselK(q) / (Math.Pow(Math.PI, 1.5) * Math.Sqrt(x));
            sum += term;
            if (term < 1e-17)
            {
                break;
            }

            ratio *= (k + 0.5) / (k + 1);
        }

        return Math.Clamp(1 - sum, 0, 1);
    }

    // e^z K_{1/4}(z) = ∫ exp(-z (cosh t - 1)) cosh(t/4) dt over t >= 0 (Abramowitz and Stegun 9.6.24); the trapezoidal rule converges
    // geometrically.
    private static double ScaledBesselK(double z)
    {
        double step = Math.Min(0.1, 0.25 / Math.Sqrt(z));
        double sum = 0.5;
        for (int i = 1; ; i++)
        {
            double sinh = Math.Sinh(i * step / 2);
            double term = Math.Exp(-2 * z * sinh * sinh) * Math.Cosh(i * step / 4);
            sum += term;
            if (!(term >= 1e-18))
            {
                return sum * step;
            }
        }
    }
}
