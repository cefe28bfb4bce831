using Slipway.Learning.Binning;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>
/// Finds the best parting of the words of a category: sorted by what their rows lack, the best one cuts that order in two (Fisher 1958, "On
/// grouping for maximum homogeneity"). Words with few rows stay with those that the question leaves behind, and a parting must gain more
/// than a threshold, as it is chosen from many more. Buffers are reused; not safe for several threads at once.
/// </summary>
internal sealed class CategorySplits(GbdtParameters parameters)
{
    /// <summary>Words with fewer rows in a node say too little to be sorted by.</summary>
    private const int MinRowsOfWord = 10;

    /// <summary>Second derivatives added to those of a word, so that rare words are not at the ends by chance.</summary>
    private const double Smoothing = 10;

    /// <summary>What is added to the penalty of leaf scores when a parting is judged.</summary>
    private const double Caution = 10;

    private readonly GbdtParameters _cautious = parameters with { L2 = parameters.L2 + Caution };
    private readonly double[] _keys = new double[QuantileBinning.MaxBins];
    private readonly int[] _bins = new int[QuantileBinning.MaxBins];

    /// <summary>The best parting of a node.</summary>
    /// <param name="bins">The sums of each word.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="node">The node.</param>
    public SplitCandidate Find(ReadOnlySpan<long> bins, int feature, in NodeState node)
    {
        int count = Sort(bins, node.Units);
        double parent = LeafScoring.Quality(node.Gradient, node.Hessian, parameters, node.Bounds);
        double bestGain = 0;
        int bestEnd = 0;
        var (left, bestLeft) = (default(SlopeSums), default(SlopeSums));
        for (int i = 0; i < count; i++)
        {
            left += Read(bins, _bins[i]);
            double gain = GainOf(left, node) - parent;
            if (gain > bestGain)
            {
                (bestGain, bestEnd, bestLeft) = (gain, i + 1, left);
            }
        }

        if (bestEnd == 0)
        {
            return SplitCandidate.None;
        }

        var words = default(BinSet);
        foreach (int bin in _bins.AsSpan(0, bestEnd))
        {
            words = words.With(bin);
        }

        return new SplitCandidate(bestGain, feature, -1, false, bestLeft) { LeftBins = words };
    }

    private static SlopeSums Read(ReadOnlySpan<long> bins, int bin) =>
        new(bins[bin * HistogramKernel.Lanes], bins[(bin * HistogramKernel.Lanes) + 1]);

    /// <summary>Twice what both sides take off the loss; nothing where one is too small.</summary>
    private double GainOf(SlopeSums leftSums, in NodeState node)
    {
        var left = new NodeState(leftSums, node.Units, node.Bounds);
        var right = new NodeState(node.Sums - leftSums, node.Units, node.Bounds);
        bool isAllowed = Math.Min(left.Count, right.Count) >= parameters.MinRowsPerLeaf
            && Math.Min(left.Hessian, right.Hessian) >= parameters.MinLeafWeight;
        return isAllowed
            ? LeafScoring.Quality(left.Gradient, left.Hessian, _cautious, node.Bounds)
                + LeafScoring.Quality(right.Gradient, right.Hessian, _cautious, node.Bounds)
            : double.NegativeInfinity;
    }

    /// <summary>Sorts the words with enough rows; equal ones keep their order.</summary>
    private int Sort(ReadOnlySpan<long> bins, SlopeUnits units)
    {
        int count = 0;
        for (int bin = 0; bin < bins.Length / HistogramKernel.Lanes; bin++)
        {
            var sums = Read(bins, bin);
            if (units.CountOf(sums) >= MinRowsOfWord)
            {
                _keys[count] = units.GradientOf(sums) / (units.HessianOf(sums) + Smoothing);
                _bins[count++] = bin;
            }
        }

        // Insertion: there are few words with so many rows, and the order among equals must not be left to chance.
        for (int i = 1; i < count; i++)
        {
            var (key, bin) = (_keys[i], _bins[i]);
            int at = i;
            for (; at > 0 && _keys[at - 1] > key; at--)
            {
                (_keys[at], _bins[at]) = (_keys[at - 1], _bins[at - 1]);
            }

            (_keys[at], _bins[at]) = (key, bin);
        }

        return count;
    }
}
