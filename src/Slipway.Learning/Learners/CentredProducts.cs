using Slipway.Learning.Featurizing;

namespace Slipway.Learning.Learners;

/// <summary>Weighted means of features, and the weighted products of their distances from them: what covariances are made of.</summary>
internal static class CentredProducts
{
    /// <summary>The mean of each feature.</summary>
    /// <param name="features">The features.</param>
    /// <param name="rowWeights">One a row.</param>
    /// <param name="totalWeight">Their sum, above 0.</param>
    public static double[] Means(FeatureMatrix features, double[] rowWeights, double totalWeight)
    {
        var means = new double[features.FeatureCount];
        for (int f = 0; f < means.Length; f++)
        {
            means[f] = MixedVectors.Dot(features.Column(f), rowWeights) / totalWeight;
        }

        return means;
    }

    /// <summary>The sums over the rows of each product, weighted: the lower triangle, row by row.</summary>
    /// <param name="features">The features.</param>
    /// <param name="means">Their means.</param>
    /// <param name="rowWeights">One a row.</param>
    /// <param name="threads">How many threads to use; the result is the same for any number.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    public static double[][] Sum(
        FeatureMatrix features, double[] means, double[] rowWeights, int threads, CancellationToken cancellationToken)
    {
        var sums = new double[features.FeatureCount][];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, sums.Length, parallel, i =>
        {
            // One of the two is enough: the weighted distances from the mean sum to 0.
            var column = features.Column(i);
            var centred = new double[column.Length];
            for (int row = 0; row < centred.Length; row++)
            {
                centred[row] = rowWeights[row] * (column[row] - means[i]);
            }

            sums[i] = new double[i + 1];
            for (int j = 0; j <= i; j++)
            {
                sums[i][j] = MixedVectors.Dot(features.Column(j), centred);
            }
        });
        return sums;
    }
}
