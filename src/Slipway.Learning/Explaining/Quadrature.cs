namespace Slipway.Learning.Explaining;

/// <summary>
/// The points and weights of Gauss and Legendre on the interval from 0 to 1: the weighted sum over n points is the integral, exactly for
/// polynomials of a degree up to 2n - 1.
/// </summary>
internal sealed class Quadrature
{
    /// <summary>The points are a multiple of this, so that they fill vectors.</summary>
    public const int Lanes = 4;

    private Quadrature(int count)
    {
        (Points, Complements, Weights) = (new double[count], new double[count], new double[count]);
        for (int i = 0; i < count; i++)
        {
            var (root, slope) = FindRoot(count, Math.Cos(Math.PI * (i + 0.75) / (count + 0.5)));
            (Points[i], Complements[i]) = ((1 - root) / 2, (1 + root) / 2);
            Weights[i] = 1 / ((1 - root) * (1 + root) * slope * slope);
        }
    }

    public double[] Points { get; }

    /// <summary>1 minus each point.</summary>
    public double[] Complements { get; }

    public double[] Weights { get; }

    /// <summary>Enough points to integrate polynomials of so high a degree.</summary>
    public static Quadrature ForDegree(int degree)
    {
        int needed = (degree / 2) + 1;
        return new Quadrature((needed + Lanes - 1) / Lanes * Lanes);
    }

    /// <summary>Newton's method on the Legendre polynomial, which three-term recurrence gives with its slope.</summary>
    private static (double Root, double Slope) FindRoot(int degree, double guess)
    {
        const int MaxSteps = 100;
        const double Tolerance = 1e-15;
        double root = guess;
        for (int step = 0; ; step++)
        {
            double previous = 1, value = root;
            for (int k = 2; k <= degree; k++)
            {
                (previous, value) = (value, ((((2 * k) - 1) * root * value) - ((k - 1) * previous)) / k);
            }

            double slope = degree * ((root * value) - previous) / ((root * root) - 1);
            double change = value / slope;
            if (Math.Abs(change) <= Tolerance || step == MaxSteps)
            {
                return (root, slope);
            }

            root -= change;
        }
    }
}
