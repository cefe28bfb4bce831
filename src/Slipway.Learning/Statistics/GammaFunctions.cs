namespace Slipway.Learning.Statistics;

/// <summary>
/// The gamma function and its incomplete integrals for positive arguments. Prefactors use the saddle-point form of C. Loader, "Fast and
/// Accurate Computation of Binomial Probabilities" (2000), which keeps full relative precision where differences of logarithms would not.
/// </summary>
internal static class GammaFunctions
{
    private const double Precision = 1e-17;
    private const int MaxIterations = 10_000_000;

    /// <summary>ln Γ(x), x > 0, by Stirling's series after raising the argument (Abramowitz and Stegun 6.1.41 and 6.1.15).</summary>
    public static double LogGamma(double x)
    {
        double product = 1;
        while (x < 16)
        {
            product *= x;
            x += 1;
        }

        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(Math.Tau)) + StirlingSeries(x) - Math.Log(product);
    }

    /// <summary>ln Γ(x + 1) less Stirling's leading terms, <c>ln(sqrt(2πx) (x/e)^x)</c>; x > 0.</summary>
    public static double StirlingError(double x) =>
        x > 16 ? StirlingSeries(x) : LogGamma(x + 1) - (0.5 * Math.Log(Math.Tau * x)) - (x * Math.Log(x)) + x;

    /// <summary>
    /// The deviance term <c>x ln(x/mean) + mean - x</c> without cancellation where the two are close (Loader, section 3).
    /// </summary>
    public static double Deviance(double x, double mean) => Deviance(x, mean, x - mean);

    /// <summary>The same with <c>x - mean</c> given, for a caller that knows it to more digits than the subtraction leaves.</summary>
    public static double Deviance(double x, double mean, double difference)
    {
        if (Math.Abs(difference) >= 0.1 * (x + mean))
        {
            return (x * Math.Log(x / mean)) + mean - x;
        }

        double v = difference / (x + mean);
        double sum = difference * v;
        double power = 2 * x * v;
        for (int k = 1; ; k++)
        {
            power *= v * v;
            double next = sum + (power / ((2 * k) + 1));
            if (next == sum || double.IsNaN(next))
            {
                return sum;
            }

            sum = next;
        }
    }

    /// <summary>P(a, x), the lower regularised incomplete gamma function (Abramowitz and Stegun 6.5.1); a > 0, x >= 0.</summary>
    public static double RegularizedLower(double a, double x)
    {
        if (x <= 0)
        {
            return 0;
        }

        return x < a + 1 ? Series(a, x) : 1 - ContinuedFraction(a, x);
    }

    /// <summary>Q(a, x) = 1 - P(a, x), with full relative precision in the upper tail.</summary>
    public static double RegularizedUpper(double a, double x)
    {
        if (x <= 0)
        {
            return 1;
        }

        return x < a + 1 ? 1 - Series(a, x) : ContinuedFraction(a, x);
    }

    private static double StirlingSeries(double x)
    {
        double y = 1 / (x * x);
        return ((1.0 / 12) - (y * ((1.0 / 360) - (y * ((1.0 / 1260) - (y * ((1.0 / 1680) - (y * ((1.0 / 1188) - (y * 691 / 360360)))))))))) / x;
    }

    private static double Density(double a, double x) => Math.Exp(-StirlingError(a) - Deviance(a, x)) / Math.Sqrt(Math.Tau * a);

    // Abramowitz and Stegun 6.5.29.
    private static double Series(double a, double x)
    {
        double term = 1;
        double sum = 1;
        for (int k = 1; k < MaxIterations && term > sum * Precision; k++)
        {
            term *= x / (a + k);
            sum += term;
        }

        return Density(a, x) * sum;
    }

    // Abramowitz and Stegun 6.5.31, evaluated by Lentz's method.
    private static double ContinuedFraction(double a, double x)
    {
        const double tiny = 1e-300;
        double b = x + 1 - a;
        double c = 1 / tiny;
        double d = 1 / b;
        double h = d;
        for (int k = 1; k < MaxIterations; k++)
        {
            double step = -k * (k - a);
            b += 2;
            d = (step * d) + b;
            d = 1 / (Math.Abs(d) < tiny ? tiny : d);
            c = b + (step / c);
            c = Math.Abs(c) < tiny ? tiny : c;
            double factor = c * d;
            h *= factor;
            if (Math.Abs(factor - 1) < 2e-16)
            {
                break;
            }
        }

        return Density(a, x) * a * h;
    }
}
