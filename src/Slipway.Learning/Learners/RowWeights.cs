using Slipway.Learning.Training;

namespace Slipway.Learning.Learners;

/// <summary>The weights of rows in the one form that learners use.</summary>
internal static class RowWeights
{
    /// <summary>The weights with a mean of 1, which are all 1 where all rows count alike; throws as <see cref="Normalize"/>.</summary>
    public static double[] NormalizeOrOnes(TrainingSet data)
    {
        if (Normalize(data) is { } weights)
        {
            return weights;
        }

        var ones = new double[data.RowCount];
        Array.Fill(ones, 1);
        return ones;
    }

    /// <summary>The weights with a mean of 1; null where all rows count alike.</summary>
    /// <exception cref="InvalidOperationException">All weights are 0, so that there is nothing to learn from.</exception>
    /// <exception cref="ArgumentException">There is not one weight a row, or one is negative or not finite.</exception>
    public static double[]? Normalize(TrainingSet data)
    {
        if (data.Weights is not { } weights)
        {
            return null;
        }

        if (weights.Length != data.RowCount || Array.Exists(weights, weight => !double.IsFinite(weight) || weight < 0))
        {
            throw new ArgumentException("There is one weight a row, finite and at least 0.", nameof(data));
        }

        double largest = weights.Length == 0 ? 0 : weights.Max();
        if (largest == 0)
        {
            throw new InvalidOperationException("The weights of all rows are 0. Give some rows a weight above 0.");
        }

        // Dividing by the largest first keeps the sum finite.
        double mean = weights.Sum(weight => weight / largest) / weights.Length;
        return Array.ConvertAll(weights, weight => weight / largest / mean);
    }
}
