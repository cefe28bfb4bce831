using Slipway.Learning.Featurizing;

namespace Slipway.Learning.Learners.Discriminant;

/// <summary>Where the rows of a class lie.</summary>
/// <param name="Weight">The sum of their weights; 0 where there are none that count.</param>
/// <param name="Centre">The mean of each feature; 0, which is that of all rows, where none count.</param>
/// <param name="Products">See <see cref="CentredProducts.Sum"/>.</param>
internal sealed record ClassSpread(double Weight, double[] Centre, double[][] Products)
{
    /// <summary>Measures.</summary>
    /// <param name="features">Standardised features of all rows.</param>
    /// <param name="rows">The rows of the class.</param>
    /// <param name="weights">The weight of each of all rows.</param>
    /// <param name="threads">How many threads to use; the result is the same for any number.</param>
    public static ClassSpread Of(FeatureMatrix features, int[] rows, double[] weights, int threads)
    {
        double[] ofRows = Array.ConvertAll(rows, row => weights[row]);
        double total = ofRows.Sum();
        if (total == 0)
        {
            return new ClassSpread(
                0, new double[features.FeatureCount], [.. Enumerable.Range(1, features.FeatureCount).Select(length => new double[length])]);
        }

        var ofClass = new FeatureMatrix(
            [.. Enumerable.Range(0, features.FeatureCount).Select(f => Take(features.Column(f), rows))], rows.Length);
        double[] centre = CentredProducts.Means(ofClass, ofRows, total);
        return new ClassSpread(total, centre, CentredProducts.Sum(ofClass, centre, ofRows, threads, CancellationToken.None));
    }

    private static float[] Take(ReadOnlySpan<float> column, int[] rows)
    {
        var taken = new float[rows.Length];
        for (int i = 0; i < taken.Length; i++)
        {
            taken[i] = column[rows[i]];
        }

        return taken;
    }
}
