using Slipway.Learning.Schemas;

namespace Slipway.Learning.Learners;

/// <summary>Sums what the features of a model contributed into shares of the columns behind them.</summary>
internal static class FeatureImportance
{
    /// <summary>Shares that sum to 1, one for each feature of the schema; equal shares where nothing contributed.</summary>
    /// <param name="schema">The features.</param>
    /// <param name="featureColumns">The column behind each contribution.</param>
    /// <param name="contributions">At least 0 each.</param>
    public static IReadOnlyDictionary<string, double> ByColumn(
        ModelSchema schema, IReadOnlyList<string> featureColumns, ReadOnlySpan<double> contributions)
    {
        // Dividing by the largest first keeps the sum finite.
        double largest = 0;
        foreach (double contribution in contributions)
        {
            largest = Math.Max(largest, contribution);
        }

        var sums = schema.Features.ToDictionary(f => f.Name, f => largest > 0 ? 0.0 : 1.0, StringComparer.Ordinal);
        for (int i = 0; largest > 0 && i < contributions.Length; i++)
        {
            sums[featureColumns[i]] += contributions[i] / largest;
        }

        double total = sums.Values.Sum();
        return sums.ToDictionary(pair => pair.Key, pair => pair.Value / total, StringComparer.Ordinal);
    }
}
