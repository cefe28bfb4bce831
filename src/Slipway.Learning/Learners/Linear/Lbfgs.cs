namespace Slipway.Learning.Learners.Linear;

/// <summary>Minimises a smooth function by limited-memory BFGS (Nocedal and Wright 2006, algorithm 7.4) with a weak Wolfe line search.</summary>
internal static class Lbfgs
{
    private const int MaxIterations = 1000;
    private const int MaxLineSearchSteps = 40;
    private const double SufficientDecrease = 1e-4;
    private const double CurvatureShare = 0.9;

    /// <summary>A reduction this small beside the value is a rounding error.</summary>
    private const double MinRelativeReduction = 1e-13;

    /// <summary>Minimises, from the given point on.</summary>
    /// <param name="evaluate">Gives the value at its first argument and writes the gradient to its second.</param>
    /// <param name="point">The start; receives the minimum.</param>
    /// <param name="gradientTolerance">The largest component of the gradient at which to stop.</param>
    /// <param name="cancellationToken">Ends the search with an <see cref="OperationCanceledException"/>.</param>
    public static void Minimize(
        Func<double[], double[], double> evaluate, double[] point, double gradientTolerance, CancellationToken cancellationToken)
    {
        int size = point.Length;
        double[] gradient = new double[size], direction = new double[size], next = new double[size], nextGradient = new double[size];
        var memory = new LbfgsMemory();
        double value = evaluate(point, gradient);
        for (int iteration = 0; iteration < MaxIterations && Largest(gradient) > gradientTolerance; iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            memory.FindDirection(gradient, direction);
            double slope = Dot(gradient, direction);
            double length = memory.IsEmpty ? Math.Min(1, 1 / Math.Sqrt(Dot(gradient, gradient))) : 1;
            double nextValue = Search(evaluate, point, value, slope, direction, length, next, nextGradient);
            bool improved = nextValue < value;
            if (!improved)
            {
                return;
            }

            memory.Remember(point, next, gradient, nextGradient);
            double reduction = value - nextValue;
            next.CopyTo(point, 0);
            nextGradient.CopyTo(gradient, 0);
            value = nextValue;
            if (reduction <= MinRelativeReduction * Math.Abs(value))
            {
                return;
            }
        }
    }

    /// <summary>Doubles and bisects the step until the value falls enough and the slope has flattened.</summary>
    private static double Search(
        Func<double[], double[], double> evaluate,
        double[] point,
        double value,
        double slope,
        double[] direction,
        double step,
        double[] next,
        double[] nextGradient)
    {
        double low = 0, high = double.PositiveInfinity, nextValue = value;
        for (int attempt = 0; attempt < MaxLineSearchSteps; attempt++)
        {
            for (int i = 0; i < next.Length; i++)
            {
                next[i] = point[i] + (step * direction[i]);
            }

            nextValue = evaluate(next, nextGradient);
            bool fellEnough = nextValue <= value + (SufficientDecrease * step * slope);
            if (!fellEnough)
            {
                high = step;
            }
            else if (Dot(nextGradient, direction) < CurvatureShare * slope)
            {
                low = step;
            }
            else
            {
                return nextValue;
            }

            step = double.IsInfinity(high) ? 2 * low : (low + high) / 2;
        }

        return nextValue;
    }

    private static double Largest(double[] values)
    {
        double largest = 0;
        foreach (double value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
