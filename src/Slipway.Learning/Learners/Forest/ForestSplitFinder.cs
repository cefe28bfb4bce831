using Slipway.Learning.Binning;
using Slipway.Learning.Randomness;

namespace Slipway.Learning.Learners.Forest;

/// <summary>
/// Finds the best threshold of a feature among the rows of a node: from a histogram where rows are many, by sorting where they are few.
/// Buffers are reused; not safe for several threads at once.
/// </summary>
internal sealed class ForestSplitFinder(ForestTargets targets, int minRowsPerLeaf)
{
    private const int MaxBins = QuantileBinning.MaxBins + 1;
    private const int RowBits = 24;

    private readonly int _stride = targets.SlotCount + 1;
    private readonly double[] _histogram = new double[MaxBins * (targets.SlotCount + 1)];
    private readonly double[] _nodeSums = new double[targets.SlotCount];
    private readonly SplitSums _sums = new(targets.SlotCount);
    private uint[] _sorted = new uint[256];
    private double _nodeWeight;

    /// <summary>The sums of the current node, one a slot.</summary>
    public ReadOnlySpan<double> NodeSums => _nodeSums;

    /// <summary>The rows of the current node, by weight.</summary>
    public double NodeWeight => _nodeWeight;

    /// <summary>Sums a node, which the next calls then split.</summary>
    /// <returns>Whether the targets of its rows differ.</returns>
    public bool StartNode(ReadOnlySpan<int> rows, int[] weights)
    {
        Array.Clear(_nodeSums);
        _nodeWeight = 0;
        bool differ = false;
        int firstSlot = targets.Slots[rows[0]];
        double firstValue = targets.Values[rows[0]];
        foreach (int row in rows)
        {
            _nodeSums[targets.Slots[row]] += weights[row] * targets.Values[row];
            _nodeWeight += weights[row];
            differ |= targets.Slots[row] != firstSlot || targets.Values[row] != firstValue;
        }

        return differ;
    }

    /// <summary>The best split by one feature.</summary>
    /// <param name="column">The feature in bins.</param>
    /// <param name="feature">Its index.</param>
    /// <param name="rows">The rows of the node.</param>
    /// <param name="weights">How often each row of the data was drawn.</param>
    /// <param name="isConstant">Whether all rows share a bin.</param>
    public ForestSplit FindBest(BinnedColumn column, int feature, ReadOnlySpan<int> rows, int[] weights, out bool isConstant)
    {
        byte[] bins = column.Bins;
        bool fewRows = rows.Length * 8 < column.TotalBinCount * _stride && rows.Length < 1 << RowBits;
        if (fewRows)
        {
            var sorted = Sort(bins, rows);
            isConstant = sorted[0] >> RowBits == sorted[^1] >> RowBits;
            bool hasMissing = sorted[^1] >> RowBits == column.MissingBin;
            var best = isConstant ? ForestSplit.None : SweepSorted(sorted, rows, weights, column, feature, missingFirst: false);
            var other = isConstant || !hasMissing ? ForestSplit.None : SweepSorted(sorted, rows, weights, column, feature, missingFirst: true);
            return other.Purity > best.Purity ? other : best;
        }
        else
        {
            FillHistogram(column, rows, weights);
            int first = FirstFilledBin();
            isConstant = _histogram[(first * _stride) + targets.SlotCount] >= _nodeWeight;
            bool hasMissing = column.HasMissing && _histogram[(column.MissingBin * _stride) + targets.SlotCount] > 0;
            var best = isConstant ? ForestSplit.None : SweepHistogram(column, feature, missingFirst: false);
            var other = isConstant || !hasMissing ? ForestSplit.None : SweepHistogram(column, feature, missingFirst: true);
            return other.Purity > best.Purity ? other : best;
        }
    }

    /// <summary>The split by one feature at a random threshold.</summary>
    public ForestSplit FindRandom(
        BinnedColumn column, int feature, ReadOnlySpan<int> rows, int[] weights, SeededRandom random, out bool isConstant)
    {
        int low = int.MaxValue, high = -1;
        foreach (int row in rows)
        {
            int bin = column.Bins[row];
            low = Math.Min(low, bin);
            high = Math.Max(high, bin);
        }

        isConstant = low == high;
        if (isConstant)
        {
            return ForestSplit.None;
        }

        int lastLeft = low + random.Next(high - low);
        bool missingGoesLeft = column.HasMissing && lastLeft < column.BinCount - 1 && random.Next(2) == 0;
        _sums.Start(_nodeSums, _nodeWeight);
        foreach (int row in rows)
        {
            int bin = column.Bins[row];
            if (bin <= lastLeft || (missingGoesLeft && bin == column.MissingBin))
            {
                _sums.Move(targets.Slots[row], weights[row] * targets.Values[row]);
                _sums.MoveWeight(weights[row]);
            }
        }

        return IsAllowed() ? new ForestSplit(_sums.Purity, feature, lastLeft, missingGoesLeft) : ForestSplit.None;
    }

    private bool IsAllowed() => _sums.LeftWeight >= minRowsPerLeaf && _sums.RightWeight >= minRowsPerLeaf;

    private Span<uint> Sort(byte[] bins, ReadOnlySpan<int> rows)
    {
        if (_sorted.Length < rows.Length)
        {
            _sorted = new uint[rows.Length];
        }

        var sorted = _sorted.AsSpan(0, rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            sorted[i] = ((uint)bins[rows[i]] << RowBits) | (uint)i;
        }

        sorted.Sort();
        return sorted;
    }

    private ForestSplit SweepSorted(
        ReadOnlySpan<uint> sorted, ReadOnlySpan<int> rows, int[] weights, BinnedColumn column, int feature, bool missingFirst)
    {
        const uint rowMask = (1u << RowBits) - 1;
        _sums.Start(_nodeSums, _nodeWeight);
        int end = sorted.Length;
        while (missingFirst && sorted[end - 1] >> RowBits == column.MissingBin)
        {
            MoveRow(rows[(int)(sorted[--end] & rowMask)], weights);
        }

        var best = ForestSplit.None;
        for (int i = 0; i < end - 1; i++)
        {
            MoveRow(rows[(int)(sorted[i] & rowMask)], weights);
            int bin = (int)(sorted[i] >> RowBits), next = (int)(sorted[i + 1] >> RowBits);
            if (bin != next && IsAllowed() && _sums.Purity > best.Purity)
            {
                best = new ForestSplit(_sums.Purity, feature, BinBetween(bin, next, column), missingFirst);
            }
        }

        return best;
    }

    private void MoveRow(int row, int[] weights)
    {
        _sums.Move(targets.Slots[row], weights[row] * targets.Values[row]);
        _sums.MoveWeight(weights[row]);
    }

    private void FillHistogram(BinnedColumn column, ReadOnlySpan<int> rows, int[] weights)
    {
        double[] histogram = _histogram;
        histogram.AsSpan(0, column.TotalBinCount * _stride).Clear();
        foreach (int row in rows)
        {
            int at = column.Bins[row] * _stride;
            int weight = weights[row];
            histogram[at + targets.Slots[row]] += weight * targets.Values[row];
            histogram[at + targets.SlotCount] += weight;
        }
    }

    private int FirstFilledBin()
    {
        int bin = 0;
        while (_histogram[(bin * _stride) + targets.SlotCount] == 0)
        {
            bin++;
        }

        return bin;
    }

    private ForestSplit SweepHistogram(BinnedColumn column, int feature, bool missingFirst)
    {
        _sums.Start(_nodeSums, _nodeWeight);
        if (missingFirst)
        {
            MoveBin(column.MissingBin);
        }

        var best = ForestSplit.None;
        int last = missingFirst || !column.HasMissing ? column.BinCount - 1 : column.MissingBin;
        int previous = -1;
        for (int bin = 0; bin <= last; bin++)
        {
            if (_histogram[(bin * _stride) + targets.SlotCount] == 0)
            {
                continue;
            }

            if (previous >= 0 && IsAllowed() && _sums.Purity > best.Purity)
            {
                best = new ForestSplit(_sums.Purity, feature, BinBetween(previous, bin, column), missingFirst);
            }

            MoveBin(bin);
            previous = bin;
        }

        return best;
    }

    private void MoveBin(int bin)
    {
        var sums = _histogram.AsSpan(bin * _stride, _stride);
        for (int slot = 0; slot < sums.Length - 1; slot++)
        {
            if (sums[slot] != 0)
            {
                _sums.Move(slot, sums[slot]);
            }
        }

        _sums.MoveWeight(sums[^1]);
    }

    /// <summary>The last bin that goes left: in the middle of the gap, except that all values go left when only missing ones remain.</summary>
    private static int BinBetween(int bin, int next, BinnedColumn column) =>
        next == column.MissingBin ? column.BinCount - 1 : (bin + next - 1) / 2;
}
