using Slipway.Learning.Statistics;

namespace Slipway.Learning.Drift;

/// <summary>Bins for two samples of numbers.</summary>
public sealed class HistogramBins
{
    /// <summary>With at most so many distinct values in the reference, each is a bin of its own.</summary>
    public const int MaxListedValues = 20;

    private readonly double[] _edges;
    private readonly bool _isOpen;

    private HistogramBins(double[] edges, bool isOpen) => (_edges, _isOpen) = (edges, isOpen);

    /// <summary>
    /// The edges. Equal bins have one more edge than bins, hold their lower edge and, the last one, the upper too. Quantile bins have one
    /// edge
    /// fewer, hold their upper edge, and the outer ones have no end.
    /// </summary>
    public IReadOnlyList<double> Edges => _edges;

    /// <summary>
    /// Equal bins over the range of both samples, their number log2(n) + 1, rounded up (H. A. Sturges, J. Am. Stat. Assoc. 21, 1926).
    /// </summary>
    public static HistogramBins Sturges(DriftPair pair)
    {
        var (min, max) = Range(pair);
        double range = max - min;
        double width = range / (Math.Log2(pair.ReferenceCount + pair.CurrentCount) + 1);
        return Equal(min, max, width > 0 && double.IsFinite(range / width) ? (int)Math.Ceiling(range / width) : 1);
    }

    /// <summary>Equal bins over the range of both samples; around a single value, of width 1 in all.</summary>
    /// <param name="pair">The samples, of numbers.</param>
    /// <param name="count">The number of bins, at least 1.</param>
    public static HistogramBins EqualWidth(DriftPair pair, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var (min, max) = Range(pair);
        return Equal(min, max, count);
    }

    /// <summary>Bins between the inner quantiles of the reference, equal ones merged.</summary>
    /// <param name="reference">The reference, not empty.</param>
    /// <param name="count">The number of bins where no quantiles are equal, at least 2.</param>
    public static HistogramBins Quantiles(SortedSample reference, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        var edges = new List<double>();
        double step = (1 - (2.0 / count)) / Math.Max(1, count - 2);
        for (int i = 1; i < count; i++)
        {
            double edge = reference.Quantile(i == count - 1 ? 1 - (1.0 / count) : (1.0 / count) + ((i - 1) * step));
            if (edges.Count == 0 || edge > edges[^1])
            {
                edges.Add(edge);
            }
        }

        return new HistogramBins([.. edges], isOpen: true);
    }

    /// <summary>The counts of both samples.</summary>
    public PairedCounts Count(DriftPair pair) => new(Count(pair.ReferenceNumbers), Count(pair.CurrentNumbers));

    private static (double Min, double Max) Range(DriftPair pair) => (
        Math.Min(pair.ReferenceMoments.Min, pair.CurrentMoments.Min), Math.Max(pair.ReferenceMoments.Max, pair.CurrentMoments.Max));

    private static HistogramBins Equal(double min, double max, int count)
    {
        if (min == max)
        {
            (min, max) = (min - 0.5, max + 0.5);
        }

        var edges = new double[count + 1];
        double width = (max - min) / count;
        for (int i = 0; i < count; i++)
        {
            double part = (double)i / count;
            edges[i] = double.IsFinite(width) ? min + (i * width) : (min * (1 - part)) + (max * part);
        }

        edges[count] = max;
        return new HistogramBins(edges, isOpen: false);
    }

    private long[] Count(SortedSample sample)
    {
        var counts = new long[_isOpen ? _edges.Length + 1 : _edges.Length - 1];
        for (int i = 0; i < sample.DistinctCount; i++)
        {
            int index = Array.BinarySearch(_edges, sample.Values[i]);
            int bin = _isOpen
                ? (index >= 0 ? index : ~index)
                : Math.Clamp(index >= 0 ? index : ~index - 1, 0, counts.Length - 1);
            counts[bin] += sample.Counts[i];
        }

        return counts;
    }
}
