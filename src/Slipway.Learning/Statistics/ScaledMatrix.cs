namespace Slipway.Learning.Statistics;

/// <summary>Powers of a square matrix whose entries would overflow: entries with a common decimal exponent.</summary>
internal static class ScaledMatrix
{
    private const double Limit = 1e140;

    /// <summary>The matrix to a power of at least 1, by repeated squaring; the true entries are those returned times 10^exponent.</summary>
    public static (double[] Matrix, int Exponent) Power(double[] matrix, int size, int power)
    {
        if (power == 1)
        {
            return (matrix, 0);
        }

        var (half, exponent) = Power(matrix, size, power / 2);
        var result = Multiply(half, half, size);
        exponent *= 2;
        if ((power & 1) == 1)
        {
            result = Multiply(result, matrix, size);
        }

        if (result[(size / 2 * size) + (size / 2)] > Limit)
        {
            for (int i = 0; i < result.Length; i++)
            {
                result[i] /= Limit;
            }

            exponent += 140;
        }

        return (result, exponent);
    }

    private static double[] Multiply(double[] left, double[] right, int size)
    {
        var product = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            for (int k = 0; k < size; k++)
            {
                double factor = left[(i * size) + k];
                for (int j = 0; j < size; j++)
                {
                    product[(i * size) + j] += factor * right[(k * size) + j];
                }
            }
        }

        return product;
    }
}
