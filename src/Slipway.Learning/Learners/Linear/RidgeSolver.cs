using Slipway.Learning.Featurizing;

namespace Slipway.Learning.Learners.Linear;

/// <summary>Ridge regression in closed form: <c>(X'WX + l2 I) w = X'Wy</c> on centred columns, by Cholesky's factorisation.</summary>
internal static class RidgeSolver
{
    /// <summary>The first addition to the diagonal, beside its largest element, where rounding left the matrix indefinite.</summary>
    private const double FirstJitter = 1e-12;

    /// <summary>Solves.</summary>
    /// <param name="features">The features.</param>
    /// <param name="targets">One a row.</param>
    /// <param name="rowWeights">What each row counts, 1 on average.</param>
    /// <param name="l2">The penalty, at least 0.</param>
    /// <param name="threads">How many threads to use; the result is the same for any number.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The weights, then the intercept.</returns>
    public static double[] Solve(
        FeatureMatrix features, double[] targets, double[] rowWeights, double l2, int threads, CancellationToken cancellationToken)
    {
        int size = features.FeatureCount, rowCount = features.RowCount;
        double targetMean = targets.Zip(rowWeights, (target, weight) => target * weight).Sum() / rowCount;
        var means = new double[size];
        var right = new double[size];
        var gram = new double[size][];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        for (int f = 0; f < size; f++)
        {
            means[f] = Mean(features.Column(f), rowWeights);
        }

        Parallel.For(0, size, parallel, i =>
        {
            var centred = Centre(features.Column(i), means[i], rowWeights);
            gram[i] = new double[i + 1];
            for (int j = 0; j <= i; j++)
            {
                gram[i][j] = MixedVectors.Dot(features.Column(j), centred);
            }

            gram[i][i] += l2;
            for (int row = 0; row < centred.Length; row++)
            {
                right[i] += centred[row] * (targets[row] - targetMean);
            }
        });

        var weights = SolvePositiveDefinite(gram, right);
        double intercept = targetMean;
        for (int f = 0; f < size; f++)
        {
            intercept -= weights[f] * means[f];
        }

        return [.. weights, intercept];
    }

    /// <summary>Solves a symmetric system given by its lower triangle, with as little added to the diagonal as makes it solvable.</summary>
    public static double[] SolvePositiveDefinite(double[][] lower, double[] right)
    {
        double largest = lower.Select((row, i) => Math.Abs(row[i])).DefaultIfEmpty(0).Max();
        double jitter = 0;
        double[][]? factor;
        while ((factor = Factorize(lower, jitter)) is null)
        {
            jitter = jitter == 0 ? FirstJitter * Math.Max(largest, FirstJitter) : jitter * 10;
        }

        var solution = (double[])right.Clone();
        for (int i = 0; i < solution.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                solution[i] -= factor[i][j] * solution[j];
            }

            solution[i] /= factor[i][i];
        }

        for (int i = solution.Length - 1; i >= 0; i--)
        {
            solution[i] /= factor[i][i];
            for (int j = 0; j < i; j++)
            {
                solution[j] -= factor[i][j] * solution[i];
            }
        }

        return solution;
    }

    private static double[][]? Factorize(double[][] lower, double jitter)
    {
        var factor = new double[lower.Length][];
        for (int i = 0; i < lower.Length; i++)
        {
            double[] row = (double[])lower[i].Clone();
            factor[i] = row;
            row[i] += jitter;
            for (int j = 0; j <= i; j++)
            {
                double[] other = factor[j];
                double sum = row[j];
                for (int k = 0; k < j; k++)
                {
                    sum -= row[k] * other[k];
                }

                row[j] = j < i ? sum / other[j] : sum;
            }

            // A pivot lost in the rounding errors of its row would blow up the solution.
            if (!(row[i] > 1e-14 * Math.Abs(lower[i][i])))
            {
                return null;
            }

            row[i] = Math.Sqrt(row[i]);
        }

        return factor;
    }

    private static double Mean(ReadOnlySpan<float> values, double[] weights)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += weights[i] * values[i];
        }

        return sum / values.Length;
    }

    private static double[] Centre(ReadOnlySpan<float> values, double mean, double[] weights)
    {
        var centred = new double[values.Length];
        for (int i = 0; i < centred.Length; i++)
        {
            centred[i] = weights[i] * (values[i] - mean);
        }

        return centred;
    }
}
