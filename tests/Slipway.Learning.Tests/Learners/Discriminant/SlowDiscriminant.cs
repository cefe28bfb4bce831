using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Learners.Discriminant;

/// <summary>Regularised discriminant analysis as it is written down, with determinants and inverses by elimination.</summary>
internal static class SlowDiscriminant
{
    public static double[][] Probabilities(TrainingSet set, double pooling, double shrinkage)
    {
        double[][] columns = [.. set.Features.Columns.Select(column => Standardize(((NumberColumn)column).Values.ToArray()))];
        int width = columns.Length, rows = set.RowCount;
        double[][] points = [.. Enumerable.Range(0, rows).Select(row => columns.Select(column => column[row]).ToArray())];
        double[][][] ofClass = [.. set.Schema.Classes.Select((_, k) => points.Where((_, row) => set.Targets[row] == k).ToArray())];
        double[][] means = [.. ofClass.Select(members => Enumerable.Range(0, width).Select(f => members.Average(x => x[f])).ToArray())];
        var scatters = ofClass.Select((members, k) => Matrix(width, (i, j) => members.Sum(x => (x[i] - means[k][i]) * (x[j] - means[k][j])))).ToArray();
        var pooled = Matrix(width, (i, j) => scatters.Sum(scatter => scatter[i, j]));
        var scorers = ofClass.Select((members, k) =>
        {
            double weight = ((1 - pooling) * members.Length) + (pooling * rows);
            var own = Matrix(width, (i, j) => (((1 - pooling) * scatters[k][i, j]) + (pooling * pooled[i, j])) / weight);
            double even = Enumerable.Range(0, width).Average(i => own[i, i]);
            var (inverse, determinant) = Invert(
                Matrix(width, (i, j) => ((1 - shrinkage) * own[i, j]) + (i == j ? (shrinkage * even) + 1e-6 : 0)));
            double prior = (members.Length + 1.0) / (rows + ofClass.Length);
            return (Func<double[], double>)(x =>
            {
                double[] from = [.. x.Zip(means[k], (a, b) => a - b)];
                double distance = Enumerable.Range(0, width).Sum(i => Enumerable.Range(0, width).Sum(j => from[i] * inverse[i, j] * from[j]));
                return prior * Math.Exp(-distance / 2) / Math.Sqrt(determinant);
            });
        }).ToArray();
        return [.. points.Select(point =>
        {
            double[] densities = [.. scorers.Select(score => score(point))];
            return densities.Select(density => density / densities.Sum()).ToArray();
        })];
    }

    private static double[] Standardize(double[] values)
    {
        double mean = values.Average(), deviation = Math.Sqrt(values.Average(x => (x - mean) * (x - mean)));
        return [.. values.Select(x => (x - mean) / deviation)];
    }

    private static double[,] Matrix(int size, Func<int, int, double> element)
    {
        var matrix = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                matrix[i, j] = element(i, j);
            }
        }

        return matrix;
    }

    /// <summary>Gauss and Jordan's elimination, without choosing pivots: those of covariances are above 0.</summary>
    private static (double[,] Inverse, double Determinant) Invert(double[,] matrix)
    {
        int size = matrix.GetLength(0);
        var inverse = Matrix(size, (i, j) => i == j ? 1 : 0);
        double determinant = 1;
        for (int pivot = 0; pivot < size; pivot++)
        {
            double value = matrix[pivot, pivot];
            determinant *= value;
            for (int j = 0; j < size; j++)
            {
                matrix[pivot, j] /= value;
                inverse[pivot, j] /= value;
            }

            for (int i = 0; i < size; i++)
            {
                double factor = matrix[i, pivot];
                for (int j = 0; j < size && i != pivot; j++)
                {
                    matrix[i, j] -= factor * matrix[pivot, j];
                    inverse[i, j] -= factor * inverse[pivot, j];
                }
            }
        }

        return (inverse, determinant);
    }
}
