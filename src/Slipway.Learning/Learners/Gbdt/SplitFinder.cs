using Slipway.Learning.Binning;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>Finds the best threshold of a feature from its histogram.</summary>
internal static class SplitFinder
{
    /// <summary>The least second derivative a child must hold: below it, scores explode on rows that are already right.</summary>
    private const double MinHessian = 1e-3;

    /// <summary>Gains at the level of rounding errors are none.</summary>
    private const double MinGain = 1e-9;

    /// <summary>The best split of a node by one feature; the lowest bin among equals.</summary>
    public static SplitCandidate Find(ReadOnlySpan<double> bins, BinnedColumn column, int feature, NodeSums node, GbdtParameters parameters)
    {
        var missing = column.HasMissing ? Read(bins, column.MissingBin) : default;
        var best = Scan(bins, column, feature, node, default, missing.Count > 0, parameters);
        if (missing.Count > 0)
        {
            var missingLeft = Scan(bins, column, feature, node, missing, missingInNode: true, parameters);
            return missingLeft.Gain > best.Gain ? missingLeft : best;
        }

        // Nothing to learn the direction from: the way of most rows is the safest.
        return best with { MissingGoesLeft = best.Left.Count >= node.Count - best.Left.Count };
    }

    private static SplitCandidate Scan(
        ReadOnlySpan<double> bins,
        BinnedColumn column,
        int feature,
        NodeSums node,
        NodeSums start,
        bool missingInNode,
        GbdtParameters parameters)
    {
        bool missingGoesLeft = start.Count > 0;
        double l2 = parameters.L2;
        double parentQuality = node.Quality(l2), bestGain = MinGain;
        var best = SplitCandidate.None;
        double gradient = start.Gradient, hessian = start.Hessian;
        int count = start.Count;

        // After the last bin only missing values can remain.
        int end = missingInNode && !missingGoesLeft ? column.BinCount : column.BinCount - 1;
        for (int bin = 0; bin < end; bin++)
        {
            int at = bin * NodeHistogram.Lanes;
            int binCount = (int)bins[at + 2];
            gradient += bins[at];
            hessian += bins[at + 1];
            count += binCount;
            if (binCount == 0 || count < parameters.MinRowsPerLeaf || hessian < MinHessian)
            {
                continue;
            }

            double rightHessian = node.Hessian - hessian;
            if (node.Count - count < parameters.MinRowsPerLeaf || rightHessian < MinHessian)
            {
                break;
            }

            double rightGradient = node.Gradient - gradient;
            double gain = (gradient * gradient / (hessian + l2)) + (rightGradient * rightGradient / (rightHessian + l2)) - parentQuality;
            if (gain > bestGain)
            {
                bestGain = gain;
                best = new SplitCandidate(gain, feature, bin, missingGoesLeft, new NodeSums(gradient, hessian, count));
            }
        }

        return best;
    }

    private static NodeSums Read(ReadOnlySpan<double> bins, int bin)
    {
        int at = bin * NodeHistogram.Lanes;
        return new NodeSums(bins[at], bins[at + 1], (int)bins[at + 2]);
    }
}
