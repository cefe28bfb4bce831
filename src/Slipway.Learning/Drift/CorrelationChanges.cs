using Slipway.Learning.Profiles;
using Slipway.Learning.Statistics;

namespace Slipway.Learning.Drift;

/// <summary>Compares the correlations of two profiles.</summary>
public static class CorrelationChanges
{
    /// <summary>The most pairs that a comparison lists.</summary>
    public const int MaxListed = 20;

    // Fisher's variance, 1 / (n - 3), needs four rows.
    private const int MinRows = 4;

    // Columns that are equal have r = 1, which has no finite transform.
    private const double LargestTransformed = 1 - 1e-12;

    /// <summary>
    /// Compares each pair of columns that both profiles have a correlation of. A correlation changed where the two-sided test of R. A.
    /// Fisher (Metron 1, 1921), z = (artanh r₁ - artanh r₂) / sqrt(1 / (n₁ - 3) + 1 / (n₂ - 3)), is significant after the correction of
    /// Benjamini and Hochberg for all pairs, and the difference is at least <see cref="DriftOptions.CorrelationTolerance"/>: with many rows
    /// any difference is significant. The test supposes rows that are independent of each other and about normal.
    /// </summary>
    /// <param name="reference">The reference.</param>
    /// <param name="current">The current data.</param>
    /// <param name="options">What counts as a change.</param>
    /// <returns>The comparison; null where there is no such pair.</returns>
    public static CorrelationComparison? Compare(CorrelationMatrix reference, CorrelationMatrix current, DriftOptions options)
    {
        var places = current.Columns.Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i, StringComparer.Ordinal);
        var pairs = new List<CorrelationChange>();
        for (int i = 1; i < reference.Columns.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (places.TryGetValue(reference.Columns[i], out int k) && places.TryGetValue(reference.Columns[j], out int l)
                    && Test(reference.Pair(i, j), current.Pair(k, l)) is var (r1, r2, p))
                {
                    pairs.Add(new CorrelationChange(reference.Columns[j], reference.Columns[i], r1, r2, p, 1, false));
                }
            }
        }

        if (pairs.Count == 0)
        {
            return null;
        }

        double[] adjusted = FalseDiscovery.Adjust([.. pairs.Select(pair => pair.PValue)]);
        var changed = pairs.Select((pair, i) => pair with { AdjustedPValue = adjusted[i], HasChanged = true })
            .Where(pair => pair.AdjustedPValue <= options.CorrelationSignificance
                && Math.Abs(pair.Reference - pair.Current) >= options.CorrelationTolerance)
            .OrderByDescending(pair => Math.Abs(pair.Reference - pair.Current)).ToList();
        return new CorrelationComparison(
            pairs.Count, changed.Count, options.CorrelationTolerance, options.CorrelationSignificance, [.. changed.Take(MaxListed)]);
    }

    /// <summary>The two-sided p-value of Fisher's test that two correlations are the same.</summary>
    /// <param name="first">A correlation, -1 to 1.</param>
    /// <param name="firstCount">The rows that it is of, at least 4.</param>
    /// <param name="second">The other.</param>
    /// <param name="secondCount">The rows that this is of, at least 4.</param>
    public static double PValue(double first, long firstCount, double second, long secondCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(firstCount, MinRows);
        ArgumentOutOfRangeException.ThrowIfLessThan(secondCount, MinRows);
        double z = (Transform(first) - Transform(second)) / Math.Sqrt((1.0 / (firstCount - 3)) + (1.0 / (secondCount - 3)));
        return Math.Min(1, 2 * NormalDistribution.Survival(Math.Abs(z)));
    }

    private static (double Reference, double Current, double PValue)? Test(CoMoments reference, CoMoments current) =>
        Math.Min(reference.Count, current.Count) >= MinRows && reference.Correlation is { } r1 && current.Correlation is { } r2
            ? (r1, r2, PValue(r1, reference.Count, r2, current.Count))
            : null;

    private static double Transform(double r) => Math.Atanh(Math.Clamp(r, -LargestTransformed, LargestTransformed));
}
