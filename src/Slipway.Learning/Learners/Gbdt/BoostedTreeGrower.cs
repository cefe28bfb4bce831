using Slipway.Learning.Binning;
using Slipway.Learning.Models;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>Grows one tree at a time, always at the leaf that gains the most. Buffers are reused; not safe for several threads at once.</summary>
/// <param name="matrix">The features in bins.</param>
/// <param name="parameters">The limits.</param>
/// <param name="threads">How many threads may share the features of a node; the tree is the same for any number.</param>
internal sealed class BoostedTreeGrower(BinnedMatrix matrix, GbdtParameters parameters, int threads)
{
    /// <summary>Fewer row-feature pairs than this are done before other threads have woken up.</summary>
    private const int MinParallelWork = 60_000;

    private readonly int[] _firstBins = FirstBins(matrix);
    private readonly int[] _rows = new int[matrix.RowCount];
    private readonly int[] _rightRows = new int[matrix.RowCount];
    private readonly double[] _nodeSlopes = GC.AllocateUninitializedArray<double>(matrix.RowCount * NodeHistogram.Lanes);
    private readonly SplitCandidate[] _featureSplits = new SplitCandidate[2 * matrix.Columns.Length];
    private readonly Stack<NodeHistogram> _spareHistograms = [];
    private readonly List<GrowingLeaf> _leaves = [];
    private readonly TreeBuilder _builder = new();
    private readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = threads };

    /// <summary>Grows a tree and adds its scores to those of all rows.</summary>
    /// <param name="slopes">The slopes of every row.</param>
    /// <param name="bag">The rows to learn from, ascending.</param>
    /// <param name="features">The features that the tree may use, ascending.</param>
    /// <param name="scores">The scores of every row.</param>
    /// <param name="gains">The gain of each feature, added to.</param>
    /// <param name="output">The output that the tree adds to, and the scale of its leaves there.</param>
    public Tree Grow(double[] slopes, ReadOnlySpan<int> bag, int[] features, double[] scores, double[] gains, (int Index, double Scale) output)
    {
        bag.CopyTo(_rows);
        _builder.Clear();
        _leaves.Clear();
        var root = new GrowingLeaf { Node = 0, Start = 0, Depth = 0, Sums = Sum(slopes, bag) };
        _leaves.Add(root);
        if (MaySplit(root) && parameters.MaxLeaves > 1)
        {
            Examine(root, null, slopes, features);
        }

        while (_leaves.Count < parameters.MaxLeaves && FindBestLeaf() is var index and >= 0)
        {
            gains[_leaves[index].Split.Feature] += _leaves[index].Split.Gain;
            SplitLeaf(index, slopes, features);
        }

        return Finish(bag.Length, scores, output);
    }

    private static int[] FirstBins(BinnedMatrix matrix)
    {
        var first = new int[matrix.Columns.Length + 1];
        for (int f = 0; f < matrix.Columns.Length; f++)
        {
            first[f + 1] = first[f] + matrix.Columns[f].TotalBinCount;
        }

        return first;
    }

    private static NodeSums Sum(double[] slopes, ReadOnlySpan<int> rows)
    {
        double gradient = 0, hessian = 0;
        foreach (int row in rows)
        {
            gradient += slopes[row * NodeHistogram.Lanes];
            hessian += slopes[(row * NodeHistogram.Lanes) + 1];
        }

        return new NodeSums(gradient, hessian, rows.Length);
    }

    private bool MaySplit(GrowingLeaf leaf) => leaf.Depth < parameters.MaxDepth && leaf.Sums.Count >= 2 * parameters.MinRowsPerLeaf;

    private int FindBestLeaf()
    {
        int best = -1;
        double bestGain = 0;
        for (int i = 0; i < _leaves.Count; i++)
        {
            if (_leaves[i].Split.Gain > bestGain)
            {
                (best, bestGain) = (i, _leaves[i].Split.Gain);
            }
        }

        return best;
    }

    private void SplitLeaf(int index, double[] slopes, int[] features)
    {
        var parent = _leaves[index];
        var split = parent.Split;
        var column = matrix.Columns[split.Feature];
        int leftNode = _builder.Split(parent.Node, split.Feature, column.ThresholdAbove(split.Bin), split.MissingGoesLeft);
        Partition(parent, column, split);
        var left = new GrowingLeaf { Node = leftNode, Start = parent.Start, Depth = parent.Depth + 1, Sums = split.Left };
        var right = new GrowingLeaf
        {
            Node = leftNode + 1,
            Start = parent.Start + split.Left.Count,
            Depth = parent.Depth + 1,
            Sums = parent.Sums - split.Left,
        };
        _leaves[index] = left;
        _leaves.Add(right);
        bool isLast = _leaves.Count >= parameters.MaxLeaves;
        if (!isLast && (MaySplit(left) || MaySplit(right)))
        {
            var (small, large) = left.Sums.Count <= right.Sums.Count ? (left, right) : (right, left);
            large.Histogram = parent.Histogram;
            Examine(small, large, slopes, features);
        }
        else
        {
            _spareHistograms.Push(parent.Histogram!);
        }
    }

    /// <summary>Moves the rows that go left before those that go right; both keep their order.</summary>
    private void Partition(GrowingLeaf parent, BinnedColumn column, SplitCandidate split)
    {
        var rows = _rows.AsSpan(parent.Start, parent.Sums.Count);
        int missingBin = column.MissingBin, lefts = 0, rights = 0;
        foreach (int row in rows)
        {
            int bin = column.Bins[row];
            bool goesLeft = bin <= split.Bin || (bin == missingBin && split.MissingGoesLeft);
            rows[lefts] = row;
            _rightRows[rights] = row;
            lefts += goesLeft ? 1 : 0;
            rights += goesLeft ? 0 : 1;
        }

        _rightRows.AsSpan(0, rights).CopyTo(rows[lefts..]);
    }

    /// <summary>Finds the best splits of a leaf and of its larger sibling, whose histogram still holds the sums of both.</summary>
    private void Examine(GrowingLeaf small, GrowingLeaf? large, double[] slopes, int[] features)
    {
        small.Histogram = _spareHistograms.TryPop(out var spare) ? spare : new NodeHistogram(_firstBins[^1]);
        GatherSlopes(small, slopes);
        if (threads > 1 && (long)small.Sums.Count * features.Length >= MinParallelWork)
        {
            Parallel.For(0, features.Length, _parallel, i => ExamineFeature(small, large, features[i]));
        }
        else
        {
            foreach (int feature in features)
            {
                ExamineFeature(small, large, feature);
            }
        }

        // The first feature wins among equals, whatever thread looked at it.
        foreach (int feature in features)
        {
            small.Split = _featureSplits[2 * feature].Gain > small.Split.Gain ? _featureSplits[2 * feature] : small.Split;
            if (large is not null && _featureSplits[(2 * feature) + 1].Gain > large.Split.Gain)
            {
                large.Split = _featureSplits[(2 * feature) + 1];
            }
        }

        ReleaseUnsplittable(small);
        if (large is not null)
        {
            ReleaseUnsplittable(large);
        }
    }

    private void ExamineFeature(GrowingLeaf small, GrowingLeaf? large, int feature)
    {
        var column = matrix.Columns[feature];
        var bins = small.Histogram!.Bins(_firstBins[feature], column.TotalBinCount);
        int count = small.Sums.Count;
        NodeHistogram.Fill(bins, column.Bins, _rows.AsSpan(small.Start, count), _nodeSlopes.AsSpan(0, count * NodeHistogram.Lanes));
        _featureSplits[2 * feature] = MaySplit(small) ? SplitFinder.Find(bins, column, feature, small.Sums, parameters) : SplitCandidate.None;
        if (large is not null)
        {
            var largeBins = large.Histogram!.Bins(_firstBins[feature], column.TotalBinCount);
            NodeHistogram.Subtract(largeBins, bins);
            _featureSplits[(2 * feature) + 1] =
                MaySplit(large) ? SplitFinder.Find(largeBins, column, feature, large.Sums, parameters) : SplitCandidate.None;
        }
    }

    private void GatherSlopes(GrowingLeaf leaf, double[] slopes)
    {
        var rows = _rows.AsSpan(leaf.Start, leaf.Sums.Count);
        for (int i = 0; i < rows.Length; i++)
        {
            slopes.AsSpan(rows[i] * NodeHistogram.Lanes, NodeHistogram.Lanes).CopyTo(_nodeSlopes.AsSpan(i * NodeHistogram.Lanes));
        }
    }

    private void ReleaseUnsplittable(GrowingLeaf leaf)
    {
        if (leaf.Split.Gain == 0)
        {
            _spareHistograms.Push(leaf.Histogram!);
            leaf.Histogram = null;
        }
    }

    private Tree Finish(int bagSize, double[] scores, (int Index, double Scale) output)
    {
        var values = new double[_leaves.Count];
        var leafScores = new float[_leaves.Count];
        for (int leafIndex = 0; leafIndex < _leaves.Count; leafIndex++)
        {
            var leaf = _leaves[leafIndex];
            values[leafIndex] = parameters.LearningRate * leaf.Sums.BestScore(parameters.L2);
            leafScores[leafIndex] = Featurizing.Float32.FromDouble(output.Scale * values[leafIndex]);
            _builder.SetLeaf(leaf.Node, leafIndex, leaf.Sums.Count);
            foreach (int row in _rows.AsSpan(leaf.Start, leaf.Sums.Count))
            {
                scores[row] += values[leafIndex];
            }

            if (leaf.Histogram is not null)
            {
                _spareHistograms.Push(leaf.Histogram);
                leaf.Histogram = null;
            }
        }

        var tree = _builder.Build(leafScores, output.Index);
        if (bagSize < matrix.RowCount)
        {
            AddScoresOutsideBag(tree, bagSize, values, scores);
        }

        return tree;
    }

    private void AddScoresOutsideBag(Tree tree, int bagSize, double[] values, double[] scores)
    {
        var inBag = new bool[matrix.RowCount];
        foreach (int row in _rows.AsSpan(0, bagSize))
        {
            inBag[row] = true;
        }

        for (int row = 0; row < inBag.Length; row++)
        {
            if (!inBag[row])
            {
                scores[row] += values[FindLeaf(tree, row)];
            }
        }
    }

    private int FindLeaf(Tree tree, int row)
    {
        int node = 0;
        while (tree.Features[node] >= 0)
        {
            var column = matrix.Columns[tree.Features[node]];
            int bin = column.Bins[row];
            bool goesLeft = bin == column.MissingBin ? tree.MissingGoesLeft[node] : column.ThresholdAbove(bin) <= tree.Thresholds[node];
            node = goesLeft ? tree.Left[node] : tree.Right[node];
        }

        return tree.Left[node];
    }
}
