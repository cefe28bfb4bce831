namespace Slipway.Learning.Statistics;

/// <summary>The regularised incomplete beta function and the binomial probabilities behind it.</summary>
internal static class BetaFunctions
{
    /// <summary>
    /// Γ(a+b+1) / (Γ(a+1) Γ(b+1)) · p^a · q^b, the binomial probability of <paramref name="a"/> successes and <paramref name="b"/>
    /// failures extended to real counts (Loader 2000, equation 5); p + q = 1, both given so that neither loses precision.
    /// </summary>
    public static double BinomialDensity(double a, double b, double p, double q)
    {
        double n = a + b;
        if (a == 0)
        {
            return Math.Exp(p < 0.1 ? n * LogOnePlus(-p) : n * Math.Log(q));
        }

        if (b == 0)
        {
            return Math.Exp(q < 0.1 ? n * LogOnePlus(-q) : n * Math.Log(p));
        }

        // a - np = nq - b; the smaller of p and q has more digits after the point.
        double difference = p > q ? (n * q) - b : a - (n * p);
        double exponent = GammaFunctions.StirlingError(n) - GammaFunctions.StirlingError(a) - GammaFunctions.StirlingError(b)
            - GammaFunctions.Deviance(a, n * p, difference) - GammaFunctions.Deviance(b, n * q, -difference);
        return Math.Exp(exponent) * Math.Sqrt(n / (Math.Tau * a * b));
    }

    /// <summary>I_x(a, b) (Abramowitz and Stegun 26.5.1), with y = 1 - x given so that a tail keeps its precision.</summary>
    public static double RegularizedIncomplete(double a, double b, double x, double y)
    {
        if (x <= 0)
        {
            return 0;
        }

        if (y <= 0)
        {
            return 1;
        }

        double density = BinomialDensity(a, b, x, y) * a * b / (a + b);
        return x < (a + 1) / (a + b + 2)
            ? density * ContinuedFraction(a, b, x) / a
            : 1 - (density * ContinuedFraction(b, a, y) / b);
    }

    // ln(1 + x) for small x (Kahan): the rounding of 1 + x cancels out.
    private static double LogOnePlus(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : Math.Log(u) * x / (u - 1);
    }

    // Abramowitz and Stegun 26.5.8, evaluated by Lentz's method.
    private static double ContinuedFraction(double a, double b, double x)
    {
        const double tiny = 1e-300;
        double c = 1;
        double d = 1 - ((a + b) * x / (a + 1));
        d = 1 / (Math.Abs(d) < tiny ? tiny : d);
        double h = d;
        for (int m = 1; m < 1_000_000; m++)
        {
            double factor = 1;
            for (int half = 0; half < 2; half++)
            {
                double step = half == 0
                    ? m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)))
                    : -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
                d = 1 + (step * d);
                d = 1 / (Math.Abs(d) < tiny ? tiny : d);
                c = 1 + (step / c);
                c = Math.Abs(c) < tiny ? tiny : c;
                factor = c * d;
                h *= factor;
            }

            if (Math.Abs(factor - 1) < 2e-16)
            {
                break;
            }
        }

        return h;
    }
}
