using Slipway.Learning.Featurizing;

namespace Slipway.Learning.Learners.Linear;

/// <summary>Ridge regression in closed form: <c>(X'WX + l2 I) w = X'Wy</c> on centred columns, by Cholesky's factorisation.</summary>
internal static class RidgeSolver
{
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
        int rowCount = features.RowCount;
        double targetMean = targets.Zip(rowWeights, (target, weight) => target * weight).Sum() / rowCount;
        double[] centred = [.. targets.Zip(rowWeights, (target, weight) => weight * (target - targetMean))];
        double[] means = CentredProducts.Means(features, rowWeights, rowCount);
        double[][] gram = CentredProducts.Sum(features, means, rowWeights, threads, cancellationToken);
        var right = new double[means.Length];
        for (int f = 0; f < right.Length; f++)
        {
            gram[f][f] += l2;
            right[f] = MixedVectors.Dot(features.Column(f), centred);
        }

        double[] weights = Cholesky.Solve(gram, right);
        double intercept = targetMean;
        for (int f = 0; f < weights.Length; f++)
        {
            intercept -= weights[f] * means[f];
        }

        return [.. weights, intercept];
    }
}
