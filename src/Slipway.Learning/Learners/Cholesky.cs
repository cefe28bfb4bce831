namespace Slipway.Learning.Learners;

/// <summary>Cholesky's factorisation of symmetric positive definite matrices, which are given by their lower triangles, row by row.</summary>
internal static class Cholesky
{
    /// <summary>The first addition to the diagonal, beside its largest element, where rounding left the matrix indefinite.</summary>
    private const double FirstJitter = 1e-12;

    /// <summary>The lower triangle whose product with its transpose is the matrix, with as little added to the diagonal as makes it exist.</summary>
    public static double[][] Factorize(double[][] lower)
    {
        double largest = lower.Select((row, i) => Math.Abs(row[i])).DefaultIfEmpty(0).Max();
        double jitter = 0;
        double[][]? factor;
        while ((factor = Factorize(lower, jitter)) is null)
        {
            jitter = jitter == 0 ? FirstJitter * Math.Max(largest, FirstJitter) : jitter * 10;
        }

        return factor;
    }

    /// <summary>Solves a system, with as little added to the diagonal as makes it solvable.</summary>
    public static double[] Solve(double[][] lower, double[] right)
    {
        double[][] factor = Factorize(lower);
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

    /// <summary>The inverse of a lower triangle, which is one too.</summary>
    public static double[][] Invert(double[][] factor)
    {
        var inverse = new double[factor.Length][];
        for (int i = 0; i < factor.Length; i++)
        {
            double[] row = new double[i + 1];
            for (int k = 0; k < i; k++)
            {
                for (int j = 0; j <= k; j++)
                {
                    row[j] -= factor[i][k] * inverse[k][j];
                }
            }

            for (int j = 0; j < i; j++)
            {
                row[j] /= factor[i][i];
            }

            row[i] = 1 / factor[i][i];
            inverse[i] = row;
        }

        return inverse;
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
}
