namespace Slipway.Learning.Learners.Linear;

/// <summary>
/// Minimises a smooth function plus a weight times the absolute values of its first parameters: limited-memory BFGS within the orthant that
/// the parameters are in (Andrew and Gao, "Scalable training of L1-regularized log-linear models", 2007).
/// </summary>
internal static class OrthantWise
{
    private const int MaxIterations = 1000;
    private const int MaxLineSearchSteps = 40;
    private const double SufficientDecrease = 1e-4;
    private const double MinRelativeReduction = 1e-13;

    /// <summary>A parameter of this share of the largest, at which the function is clearly not smooth, was on its way to 0.</summary>
    private const double NegligibleShare = 1e-3;

    /// <summary>Minimises, from the given point on.</summary>
    /// <param name="evaluate">Gives the smooth part at its first argument and writes its gradient to its second.</param>
    /// <param name="point">The start; receives the minimum.</param>
    /// <param name="penalizedCount">The first parameters, whose absolute values count.</param>
    /// <param name="l1">What they count, above 0.</param>
    /// <param name="gradientTolerance">The largest component of the slope at which to stop.</param>
    /// <param name="cancellationToken">Ends the search with an <see cref="OperationCanceledException"/>.</param>
    public static void Minimize(
        Func<double[], double[], double> evaluate,
        double[] point,
        int penalizedCount,
        double l1,
        double gradientTolerance,
        CancellationToken cancellationToken)
    {
        var gradient = new double[point.Length];
        Descend(evaluate, point, gradient, penalizedCount, l1, gradientTolerance, cancellationToken);
        double negligible = NegligibleShare * point.Take(penalizedCount).Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int i = 0; i < penalizedCount; i++)
        {
            bool wasOnItsWay = Math.Abs(point[i]) < negligible && Math.Abs(gradient[i]) < l1 * (1 - NegligibleShare);
            point[i] = wasOnItsWay ? 0 : point[i];
        }
    }

    private static void Descend(
        Func<double[], double[], double> evaluate,
        double[] point,
        double[] gradient,
        int penalizedCount,
        double l1,
        double gradientTolerance,
        CancellationToken cancellationToken)
    {
        int size = point.Length;
        double[] slopes = new double[size], direction = new double[size];
        double[] next = new double[size], nextGradient = new double[size];
        var memory = new LbfgsMemory();
        double value = evaluate(point, gradient) + (l1 * Absolute(point, penalizedCount));
        for (int iteration = 0; iteration < MaxIterations; iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            FindSlopes(point, gradient, penalizedCount, l1, slopes);
            if (slopes.Max(Math.Abs) <= gradientTolerance)
            {
                return;
            }

            memory.FindDirection(slopes, direction);
            for (int i = 0; i < size; i++)
            {
                // A step against the slope is the only one that surely descends.
                direction[i] = direction[i] * slopes[i] < 0 ? direction[i] : 0;
            }

            double step = memory.IsEmpty ? Math.Min(1, 1 / Math.Sqrt(slopes.Sum(slope => slope * slope))) : 1;
            double nextValue = value;
            bool fellEnough = false;
            for (int attempt = 0; attempt < MaxLineSearchSteps && !fellEnough; attempt++, step /= 2)
            {
                double expected = Move(point, slopes, direction, penalizedCount, step, next);
                nextValue = evaluate(next, nextGradient) + (l1 * Absolute(next, penalizedCount));
                fellEnough = nextValue <= value + (SufficientDecrease * expected);
            }

            if (!(nextValue < value))
            {
                if (memory.IsEmpty)
                {
                    return;
                }

                // What is remembered belongs to another orthant.
                memory.Clear();
                continue;
            }

            memory.Remember(point, next, gradient, nextGradient);
            double reduction = value - nextValue;
            next.CopyTo(point, 0);
            nextGradient.CopyTo(gradient, 0);
            value = nextValue;
            if (reduction <= MinRelativeReduction * Math.Abs(value))
            {
                // A step can be as small as that only because it ended at the edge of the orthant.
                if (memory.Count <= 1)
                {
                    return;
                }

                memory.Clear();
            }
        }
    }

    /// <summary>The slope of the whole function: at 0 that of the side on which it falls, or 0 where it falls on neither.</summary>
    private static void FindSlopes(double[] point, double[] gradient, int penalizedCount, double l1, double[] slopes)
    {
        for (int i = 0; i < slopes.Length; i++)
        {
            double side = i >= penalizedCount ? 0
                : point[i] != 0 ? Math.Sign(point[i])
                : Math.Clamp(-gradient[i] / l1, -1, 1);
            slopes[i] = gradient[i] + (l1 * side);
        }
    }

    /// <summary>Steps, and stops at 0 whatever would change its sign. Gives what the slopes expect of the step.</summary>
    private static double Move(double[] point, double[] slopes, double[] direction, int penalizedCount, double step, double[] next)
    {
        double expected = 0;
        for (int i = 0; i < next.Length; i++)
        {
            next[i] = point[i] + (step * direction[i]);
            if (i < penalizedCount)
            {
                double orthant = point[i] != 0 ? Math.Sign(point[i]) : -Math.Sign(slopes[i]);
                next[i] = Math.Sign(next[i]) == orthant ? next[i] : 0;
            }

            expected += slopes[i] * (next[i] - point[i]);
        }

        return expected;
    }

    private static double Absolute(double[] point, int count)
    {
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += Math.Abs(point[i]);
        }

        return sum;
    }
}
