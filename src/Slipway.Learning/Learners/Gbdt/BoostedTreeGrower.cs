using Slipway.Learning.Binning;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>
/// Grows one tree at a time, always at the leaf that gains the most. Buffers are reused; not safe for several threads at once.
/// </summary>
internal sealed class BoostedTreeGrower
{
    private readonly BinnedMatrix _matrix;
    private readonly GbdtParameters _parameters;
    private readonly int[] _directions;
    private readonly WorkTeam _team;
    private readonly BinBlocks _allBlocks;
    private readonly BinBlocks _sampledBlocks;
    private readonly RowSlopes _slopes;
    private readonly RowPartition _partition;
    private readonly HistogramPool _pool;
    private readonly SplitSearch _search;
    private readonly TreeRouting _routing;
    private readonly List<GrowingLeaf> _leaves = [];
    private readonly List<SetQuestion> _sets = [];
    private readonly TreeBuilder _builder = new();

    /// <param name="matrix">The features in bins.</param>
    /// <param name="blocks">Those that take more than one value.</param>
    /// <param name="parameters">The limits.</param>
    /// <param name="directions">See <see cref="SplitFinder"/>.</param>
    /// <param name="team">Who shares the work of a tree; the tree is the same for any number of threads.</param>
    public BoostedTreeGrower(BinnedMatrix matrix, BinBlocks blocks, GbdtParameters parameters, int[] directions, WorkTeam team)
    {
        (_matrix, _allBlocks, _parameters, _directions, _team) = (matrix, blocks, parameters, directions, team);
        _sampledBlocks = new BinBlocks(matrix);
        _slopes = new RowSlopes(matrix.RowCount);
        _partition = new RowPartition(matrix.RowCount, team);
        _pool = new HistogramPool(blocks.Features.Sum(feature => matrix.Columns[feature].TotalBinCount));
        _search = new SplitSearch(matrix, parameters, directions, team);
        _routing = new TreeRouting(matrix);
    }

    /// <summary>Which bins go where in the tree that was grown last.</summary>
    public TreeRouting Routing => _routing;

    /// <summary>Grows a tree and adds its scores to those of all rows.</summary>
    /// <param name="loss">The derivatives of every row.</param>
    /// <param name="bag">The rows to learn from, ascending.</param>
    /// <param name="features">The features that the tree may use, ascending.</param>
    /// <param name="gains">The gain of each feature, added to.</param>
    /// <param name="output">The output that the tree adds to, and the scale of its leaves there.</param>
    public GrownTree Grow(OutputLoss loss, int[] bag, int[] features, double[] gains, (int Index, double Scale) output)
    {
        _slopes.Load(loss.Gradients, loss.Hessians, _team);
        _partition.Reset(bag);
        _routing.Clear();
        _builder.Clear();
        _leaves.Clear();
        _sets.Clear();
        var blocks = _allBlocks;
        if (features.Length < _allBlocks.Features.Length)
        {
            blocks = _sampledBlocks;
            blocks.Pack(features, _team.Threads);
        }

        _search.Start(blocks, _slopes, _partition);
        var root = new GrowingLeaf
        {
            Node = 0,
            Start = 0,
            Depth = 0,
            State = new NodeState(_slopes.Sum(bag), _slopes.Units, ScoreBounds.None),
        };
        _leaves.Add(root);
        if (MaySplit(root) && _parameters.MaxLeaves > 1 && features.Length > 0)
        {
            Examine(root, null);
        }

        while (_leaves.Count < _parameters.MaxLeaves && FindBestLeaf() is var index and >= 0)
        {
            gains[_leaves[index].Split.Feature] += _leaves[index].Split.Gain;
            SplitLeaf(index);
        }

        return Finish(bag.Length, loss, output);
    }

    private bool MaySplit(GrowingLeaf leaf) => leaf.Depth < _parameters.MaxDepth && leaf.State.Count >= 2 * _parameters.MinRowsPerLeaf;

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

    private void SplitLeaf(int index)
    {
        var parent = _leaves[index];
        var split = parent.Split;
        var column = _matrix.Columns[split.Feature];
        float threshold = split.LeftBins.IsEmpty ? column.ThresholdAbove(split.Bin) : 0;
        int leftNode = _builder.Split(parent.Node, split.Feature, threshold, split.MissingGoesLeft);
        if (!split.LeftBins.IsEmpty)
        {
            _sets.Add(new SetQuestion(parent.Node, split.Feature, split.LeftBins));
        }

        byte[] goesLeft = _routing.Add(parent.Node, split);
        _partition.Split(parent.Start, parent.State.Count, column, goesLeft);
        var (left, right) = Children(parent, split, leftNode);
        _leaves[index] = left;
        _leaves.Add(right);
        bool isLast = _leaves.Count >= _parameters.MaxLeaves;
        if (isLast || !(MaySplit(left) || MaySplit(right)))
        {
            _pool.Return(parent);
            return;
        }

        var (small, large) = left.State.Count <= right.State.Count ? (left, right) : (right, left);
        large.Histogram = parent.Histogram;
        parent.Histogram = null;
        if (large.Histogram is not null)
        {
            Examine(small, large);
        }
        else
        {
            foreach (var leaf in new[] { small, large }.Where(MaySplit))
            {
                Examine(leaf, null);
            }
        }
    }

    private (GrowingLeaf Left, GrowingLeaf Right) Children(GrowingLeaf parent, SplitCandidate split, int leftNode)
    {
        var units = parent.State.Units;
        var left = new NodeState(split.Left, units, parent.State.Bounds);
        var right = new NodeState(parent.State.Sums - split.Left, units, parent.State.Bounds);
        if (_directions.Length > 0)
        {
            var (leftBounds, rightBounds) = parent.State.Bounds.Split(_directions[split.Feature], Score(left), Score(right));
            (left, right) = (left with { Bounds = leftBounds }, right with { Bounds = rightBounds });
        }

        int depth = parent.Depth + 1;
        return (
            new GrowingLeaf { Node = leftNode, Start = parent.Start, Depth = depth, State = left },
            new GrowingLeaf { Node = leftNode + 1, Start = parent.Start + left.Count, Depth = depth, State = right });
    }

    private double Score(NodeState node) => LeafScoring.Score(node.Gradient, node.Hessian, _parameters, node.Bounds);

    /// <summary>Finds the best splits of a leaf and of its larger sibling, whose histogram still holds the sums of both.</summary>
    private void Examine(GrowingLeaf small, GrowingLeaf? large)
    {
        if (MaySplit(small))
        {
            if (_pool.IsExhausted && LeastPromising() is { } poorest)
            {
                _pool.Return(poorest);
            }

            small.Histogram = _pool.Rent();
        }

        _search.Examine(small, large is not null && MaySplit(large) ? large : null);
        ReleaseUnsplittable(small);
        if (large is not null)
        {
            ReleaseUnsplittable(large);
        }
    }

    /// <summary>The leaf whose histogram is the least likely to be missed.</summary>
    private GrowingLeaf? LeastPromising() =>
        _leaves.Where(leaf => leaf.Histogram is not null && leaf.Split.Gain > 0).MinBy(leaf => leaf.Split.Gain);

    private void ReleaseUnsplittable(GrowingLeaf leaf)
    {
        if (leaf.Split.Gain == 0)
        {
            _pool.Return(leaf);
        }
    }

    private GrownTree Finish(int bagSize, OutputLoss loss, (int Index, double Scale) output)
    {
        var values = new double[_leaves.Count];
        var leafScores = new float[_leaves.Count];
        _team.Run(_leaves.Count, bagSize > 1 << 14, (leafIndex, _) =>
        {
            var leaf = _leaves[leafIndex];
            var rows = _partition.Rows(leaf.Start, leaf.State.Count);
            double score = Math.Clamp(
                loss.Objective.LeafScore(rows, loss.Scores, Score(leaf.State), _parameters), leaf.State.Bounds.Lower, leaf.State.Bounds.Upper);
            values[leafIndex] = _parameters.LearningRate * score;
            leafScores[leafIndex] = Featurizing.Float32.FromDouble(output.Scale * values[leafIndex]);
            foreach (int row in rows)
            {
                loss.Scores[row] += values[leafIndex];
            }
        });

        for (int leafIndex = 0; leafIndex < _leaves.Count; leafIndex++)
        {
            _builder.SetLeaf(_leaves[leafIndex].Node, leafIndex, _leaves[leafIndex].State.Count);
            _pool.Return(_leaves[leafIndex]);
        }

        var tree = _builder.Build(leafScores, output.Index);
        if (bagSize < _matrix.RowCount)
        {
            _routing.AddScoresExcept(tree, _partition.Rows(0, bagSize), values, loss.Scores);
        }

        return new GrownTree(tree, values, [.. _sets]);
    }
}
