namespace Slipway.Learning.Drift;

/// <summary>Two distributions on common bins. Either edges or labels are given.</summary>
/// <param name="Edges">The edges of the bins of numbers, one more than bins; empty for words.</param>
/// <param name="Labels">The words, most frequent in the reference first; the last may stand for the rest and is then null; empty for
/// numbers.</param>
/// <param name="ReferenceShares">The share of the reference in each bin, 0 to 1.</param>
/// <param name="CurrentShares">The share of the current values in each bin, 0 to 1.</param>
public sealed record HistogramOverlay(
    IReadOnlyList<double> Edges, IReadOnlyList<string?> Labels, IReadOnlyList<double> ReferenceShares, IReadOnlyList<double> CurrentShares)
{
    internal static HistogramOverlay Of(DriftPair pair, int maxBins)
    {
        if (pair.IsNumeric)
        {
            var bins = HistogramBins.EqualWidth(pair, maxBins);
            var counts = bins.Count(pair);
            return new(bins.Edges, [], Shares(counts.Reference, pair.ReferenceCount), Shares(counts.Current, pair.CurrentCount));
        }

        var words = pair.Words;
        int[] order = [.. Enumerable.Range(0, words.Count)
            .OrderBy(i => words[i] is null)
            .ThenByDescending(i => pair.Categories.Reference[i])
            .ThenByDescending(i => pair.Categories.Current[i])];
        int listed = Math.Min(maxBins, words.Count);
        var labels = new List<string?>();
        var reference = new List<long>();
        var current = new List<long>();
        foreach (int i in order[..listed])
        {
            labels.Add(words[i]);
            reference.Add(pair.Categories.Reference[i]);
            current.Add(pair.Categories.Current[i]);
        }

        if (listed < words.Count)
        {
            if (labels[^1] is not null)
            {
                labels.Add(null);
                reference.Add(0);
                current.Add(0);
            }

            reference[^1] += order[listed..].Sum(i => pair.Categories.Reference[i]);
            current[^1] += order[listed..].Sum(i => pair.Categories.Current[i]);
        }

        return new([], labels, Shares([.. reference], pair.ReferenceCount), Shares([.. current], pair.CurrentCount));
    }

    private static double[] Shares(long[] counts, long total) => [.. counts.Select(count => (double)count / total)];
}
