namespace Slipway.Learning.Statistics;

/// <summary>
/// The distribution of the one-sample, two-sided Kolmogorov-Smirnov statistic D of n values, by the choice of methods in R. Simard and
/// P. L'Ecuyer, "Computing the Two-Sided Kolmogorov-Smirnov Distribution" (J. Stat. Softw. 39, 2011).
/// </summary>
public static class KolmogorovDistribution
{
    // Above this the exact one-sided sum costs more than its digits are worth; the expansion is good to 1/n there.
    private const long MaxSummed = 2_000_000;

    /// <summary>The probability that D is at least <paramref name="d"/>; 0 to 1.</summary>
    /// <param name="d">The statistic.</param>
    /// <param name="n">The number of values, at least 1.</param>
    public static double Survival(double d, long n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        double t = n * d;
        if (t <= 0.5)
        {
            return 1;
        }

        if (d >= 1)
        {
            return 0;
        }

        double square = t * d;
        if (t >= n - 1 || d >= 0.5 || square >= (n <= 140 ? 4 : 2.2))
        {
            return square >= 370 ? 0 : Math.Clamp(2 * OneSidedSurvival(d, n), 0, 1);
        }

        bool isExactCheap = n <= 140 || (n <= 100_000 && n * Math.Pow(d, 1.5) <= 1.4);
        return Math.Clamp(1 - (isExactCheap ? MatrixCdf(d, (int)n) : ExpansionCdf(d, n)), 0, 1);
    }

    /// <summary>
    /// The limit for many values: the probability that sqrt(n) D is at least <paramref name="z"/> (Kolmogorov 1933; Smirnov 1948).
    /// </summary>
    public static double LimitSurvival(double z)
    {
        if (z <= 0)
        {
            return 1;
        }

        if (z < 1)
        {
            return 1 - ExpansionTerm0(z);
        }

        double sum = 0;
        for (int k = 1; k < 100; k++)
        {
            double term = Math.Exp(-2.0 * k * k * z * z);
            sum += (k & 1) == 1 ? term : -term;
            if (term < sum * 1e-17)
            {
                break;
            }
        }

        return Math.Clamp(2 * sum, 0, 1);
    }

    // Z. W. Birnbaum and F. H. Tingey, Ann. Math. Stat. 22 (1951), with every term a binomial probability.
    private static double OneSidedSurvival(double d, long n)
    {
        if (n > MaxSummed)
        {
            // U. R. Maag and G. Dicaire, Biometrika 58 (1971).
            return Math.Exp(-Math.Pow((6 * n * d) + 1, 2) / (18.0 * n));
        }

        double sum = 0;
        for (long j = 0; j < n; j++)
        {
            double p = d + ((double)j / n);
            double q = 1 - p;
            if (q <= 0)
            {
                break;
            }

            sum += BetaFunctions.BinomialDensity(j, n - j, p, q) * (d / p);
        }

        return sum;
    }

    // J. Durbin's matrix in the form of G. Marsaglia, W. W. Tsang and J. Wang, J. Stat. Softw. 8 (2003).
    private static double MatrixCdf(double d, int n)
    {
        int k = (int)Math.Ceiling(n * d);
        int size = (2 * k) - 1;
        double h = k - (n * d);
        var matrix = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= Math.Min(i + 1, size - 1); j++)
            {
                matrix[(i * size) + j] = 1;
            }
        }

        for (int i = 0; i < size; i++)
        {
            matrix[i * size] -= Math.Pow(h, i + 1);
            matrix[((size - 1) * size) + i] -= Math.Pow(h, size - i);
        }

        matrix[(size - 1) * size] += (2 * h) - 1 > 0 ? Math.Pow((2 * h) - 1, size) : 0;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= Math.Min(i, size - 1); j++)
            {
                for (int g = 2; g <= i - j + 1; g++)
                {
                    matrix[(i * size) + j] /= g;
                }
            }
        }

        var (power, exponent) = ScaledMatrix.Power(matrix, size, n);
        double result = power[((k - 1) * size) + k - 1];
        for (int i = 1; i <= n; i++)
        {
            result = result * i / n;
            if (result < 1e-140)
            {
                result *= 1e140;
                exponent -= 140;
            }
        }

        return result * Math.Pow(10, exponent);
    }

    // W. Pelz and I. J. Good, J. R. Stat. Soc. B 38 (1976), equations 9 to 12.
    private static double ExpansionCdf(double d, long n)
    {
        double root = Math.Sqrt(n);
        double z = d * root;
        double z2 = z * z;
        double z4 = z2 * z2;
        double z6 = z4 * z2;
        double k1 = 0, k2 = 0, k3 = 0, k2Tail = 0, k3Tail = 0;
        for (int k = 0; k < 60; k++)
        {
            double a = Math.PI * Math.PI * (k + 0.5) * (k + 0.5);
            double weight = 2 * Math.Exp(-a / (2 * z2));
            k1 += (a - z2) * weight;
            k2 += ((6 * z6) + (2 * z4) + (a * ((2 * z4) - (5 * z2))) + (a * a * (1 - (2 * z2)))) * weight;
            k3 += ((a * a * a * (5 - (30 * z2))) + (a * a * ((-60 * z2) + (212 * z4))) + (a * ((135 * z4) - (96 * z6)))
                - (30 * z6) - (90 * z4 * z4)) * weight;
            double b = Math.PI * Math.PI * k * k;
            weight = 2 * Math.Exp(-b / (2 * z2));
            k2Tail += b * weight;
            k3Tail += ((-b * b) + (3 * b * z2)) * weight;
        }

        double scale = Math.Sqrt(Math.PI / 2);
        k1 *= scale / (6 * z4);
        k2 = scale * ((k2 / (72 * z6 * z)) - (k2Tail / (36 * z2 * z)));
        k3 = scale * ((k3 / (6480 * z6 * z4)) + (k3Tail / (216 * z6)));
        return ExpansionTerm0(z) + (k1 / root) + (k2 / n) + (k3 / (n * root));
    }

    private static double ExpansionTerm0(double z)
    {
        double sum = 0;
        for (int k = 1; k < 60; k += 2)
        {
            sum += Math.Exp(-k * k * Math.PI * Math.PI / (8 * z * z));
        }

        return Math.Sqrt(Math.Tau) / z * sum;
    }
}
