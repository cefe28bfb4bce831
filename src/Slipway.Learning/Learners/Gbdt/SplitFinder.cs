using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Slipway.Learning.Binning;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>Finds the best threshold of a feature from its histogram. Buffers are reused; not safe for several threads at once.</summary>
/// <param name="parameters">The limits.</param>
/// <param name="directions">
/// For each feature 1 where scores must not fall as it rises, -1 where they must not rise, else 0; empty for none.
/// </param>
internal sealed class SplitFinder(GbdtParameters parameters, int[] directions)
{
    /// <summary>Gains at the level of rounding errors are none.</summary>
    private const double MinGain = 1e-9;

    private readonly double[] _gradients = new double[QuantileBinning.MaxBins + 1];
    private readonly long[] _packed = new long[QuantileBinning.MaxBins + 1];
    private readonly CategorySplits _categories = new(parameters);
    private readonly bool _isPlain = directions.Length == 0 && parameters.L1 == 0;

    /// <summary>The best split of a node by one feature; the lowest bin among equals.</summary>
    public SplitCandidate Find(ReadOnlySpan<long> bins, BinnedColumn column, int feature, NodeState node)
    {
        var missing = column.HasMissing ? Read(bins, column.MissingBin) : default;
        bool hasMissing = node.Units.CountOf(missing) > 0;

        // After the last bin only missing values can remain.
        var best = Scan(bins[..(column.BinCount * HistogramKernel.Lanes)], feature, node, default, hasMissing ? 0 : 1);
        if (hasMissing)
        {
            var missingLeft = Scan(bins[..(column.BinCount * HistogramKernel.Lanes)], feature, node, missing, 1);
            return missingLeft.Gain > best.Gain ? missingLeft with { MissingGoesLeft = true } : best;
        }

        if (column.IsCategory && column.BinCount > 2)
        {
            var parting = _categories.Find(bins[..(column.BinCount * HistogramKernel.Lanes)], feature, node);
            if (parting.Gain > best.Gain)
            {
                return parting;
            }
        }

        // Nothing to learn the direction from: the way of most rows is the safest.
        return best with { MissingGoesLeft = 2 * node.Units.CountOf(best.Left) >= node.Count };
    }

    private static SlopeSums Read(ReadOnlySpan<long> bins, int bin) =>
        new(bins[bin * HistogramKernel.Lanes], bins[(bin * HistogramKernel.Lanes) + 1]);

    private SplitCandidate Scan(ReadOnlySpan<long> bins, int feature, in NodeState node, SlopeSums start, int binsNeverLast)
    {
        int count = (bins.Length / HistogramKernel.Lanes) - binsNeverLast;
        SumUp(bins, count, start);
        var (first, end) = AllowedBins(count, node);
        if (first >= end)
        {
            return SplitCandidate.None;
        }

        double parent = LeafScoring.Quality(node.Gradient, node.Hessian, parameters, node.Bounds);
        int direction = directions.Length == 0 ? 0 : directions[feature];
        var (quality, bin) = _isPlain ? FindBest(first, end, node) : FindBestWithin(first, end, node, direction);
        double gain = quality - parent;
        return gain > MinGain
            ? new SplitCandidate(gain, feature, bin, false, new SlopeSums((long)_gradients[bin], _packed[bin]))
            : SplitCandidate.None;
    }

    /// <summary>Sums the bins up to each one.</summary>
    private void SumUp(ReadOnlySpan<long> bins, int count, SlopeSums start)
    {
        var (gradient, packed) = (start.Gradient, start.Packed);
        ref double gradients = ref MemoryMarshal.GetArrayDataReference(_gradients);
        ref long packedSums = ref MemoryMarshal.GetArrayDataReference(_packed);
        ref long bin = ref MemoryMarshal.GetReference(bins);
        for (nint i = 0; i < count; i++)
        {
            gradient += Unsafe.Add(ref bin, 2 * i);
            packed += Unsafe.Add(ref bin, (2 * i) + 1);
            Unsafe.Add(ref gradients, i) = gradient;
            Unsafe.Add(ref packedSums, i) = packed;
        }
    }

    /// <summary>The bins behind which both sides are large enough; sums only grow, so they are a range.</summary>
    private (int First, int End) AllowedBins(int count, in NodeState node)
    {
        var units = node.Units;
        long minHessian = (long)Math.Ceiling(Math.Min(parameters.MinLeafWeight / units.Hessian, long.MaxValue >> (units.CountBits + 1)));
        long countMask = (1L << units.CountBits) - 1;
        long nodeHessian = node.Sums.Packed >> units.CountBits;
        int first = 0, end = count;
        while (first < end && ((_packed[first] & countMask) < parameters.MinRowsPerLeaf || _packed[first] >> units.CountBits < minHessian))
        {
            first++;
        }

        while (end > first
            && (node.Count - (_packed[end - 1] & countMask) < parameters.MinRowsPerLeaf
                || nodeHessian - (_packed[end - 1] >> units.CountBits) < minHessian))
        {
            end--;
        }

        return (first, end);
    }

    /// <summary>The bin with the largest sum of the qualities of both sides; the lowest among equals.</summary>
    private (double Quality, int Bin) FindBest(int first, int end, in NodeState node)
    {
        double gradientUnit = node.Units.Gradient, hessianUnit = node.Units.Hessian, l2 = parameters.L2;
        int countBits = node.Units.CountBits, bin = first;
        double best = double.NegativeInfinity;
        int bestBin = first;
        int lanes = Vector256<double>.Count;
        if (end - first >= lanes)
        {
            var bests = Vector256.Create(double.NegativeInfinity);
            var bestBins = Vector256<long>.Zero;
            var bins = Vector256.Create(0L, 1, 2, 3) + Vector256.Create((long)first);
            for (; bin <= end - lanes; bin += lanes)
            {
                var left = Vector256.LoadUnsafe(ref _gradients[0], (nuint)bin) * gradientUnit;
                var leftWeight = Vector256.ConvertToDouble(Vector256.LoadUnsafe(ref _packed[0], (nuint)bin) >> countBits) * hessianUnit;
                var right = Vector256.Create(node.Gradient) - left;
                var rightWeight = Vector256.Create(node.Hessian) - leftWeight + Vector256.Create(l2);
                leftWeight += Vector256.Create(l2);
                var quality = ((left * left * rightWeight) + (right * right * leftWeight)) / (leftWeight * rightWeight);
                var isBetter = Vector256.GreaterThan(quality, bests);
                bests = Vector256.ConditionalSelect(isBetter, quality, bests);
                bestBins = Vector256.ConditionalSelect(isBetter.AsInt64(), bins, bestBins);
                bins += Vector256.Create((long)lanes);
            }

            for (int lane = 0; lane < lanes; lane++)
            {
                if (bests[lane] > best || (bests[lane] == best && bestBins[lane] < bestBin))
                {
                    (best, bestBin) = (bests[lane], (int)bestBins[lane]);
                }
            }
        }

        for (; bin < end; bin++)
        {
            double left = _gradients[bin] * gradientUnit, leftWeight = (_packed[bin] >> countBits) * hessianUnit;
            double right = node.Gradient - left, rightWeight = node.Hessian - leftWeight + l2;
            leftWeight += l2;
            double quality = ((left * left * rightWeight) + (right * right * leftWeight)) / (leftWeight * rightWeight);
            if (quality > best)
            {
                (best, bestBin) = (quality, bin);
            }
        }

        return (best, bestBin);
    }

    /// <summary>The same where scores are bounded, ordered, or penalized by their magnitude.</summary>
    private (double Quality, int Bin) FindBestWithin(int first, int end, in NodeState node, int direction)
    {
        double best = double.NegativeInfinity;
        int bestBin = first;
        for (int bin = first; bin < end; bin++)
        {
            double left = _gradients[bin] * node.Units.Gradient, leftHessian = (_packed[bin] >> node.Units.CountBits) * node.Units.Hessian;
            double right = node.Gradient - left, rightHessian = node.Hessian - leftHessian;
            double leftScore = LeafScoring.Score(left, leftHessian, parameters, node.Bounds);
            double rightScore = LeafScoring.Score(right, rightHessian, parameters, node.Bounds);
            double quality = LeafScoring.QualityAt(leftScore, left, leftHessian, parameters)
                + LeafScoring.QualityAt(rightScore, right, rightHessian, parameters);
            bool isOrdered = direction == 0 || (direction > 0 ? leftScore <= rightScore : leftScore >= rightScore);
            if (isOrdered && quality > best)
            {
                (best, bestBin) = (quality, bin);
            }
        }

        return (best, bestBin);
    }
}
