namespace Slipway.Learning.Onnx.Ml;

/// <summary>Lays out trees of a file for speed, and checks that they are trees.</summary>
internal sealed class ForestBuilder(FileTreeNode[] source, Func<int, IReadOnlyList<LeafWeight>> weightsOf, int targetCount)
{
    private const int MaxFeature = 1 << 24;

    // Some exporters write covers that mean nothing, such as 1 everywhere: those of the children then do not sum to that of the parent.
    private const double CoverTolerance = 1e-3;

    private readonly List<TreeNode> _nodes = [];
    private readonly List<bool> _asksEquality = [];
    private readonly List<float[]?> _sets = [];
    private readonly List<double> _leftShares = [];
    private readonly List<int> _leafStarts = [];
    private readonly List<LeafWeight> _weights = [];
    private readonly bool[] _visited = new bool[source.Length];
    private readonly Stack<(int Source, int Parent, bool IsRight)> _pending = new();
    private int _featureCount;
    private bool _hasCovers = true;

    /// <summary>Builds the forest.</summary>
    /// <param name="roots">The first node of each tree.</param>
    /// <exception cref="OnnxException">The nodes are not trees.</exception>
    public Forest Build(IReadOnlyList<int> roots)
    {
        var placed = new int[roots.Count];
        for (int i = 0; i < placed.Length; i++)
        {
            placed[i] = Place(roots[i]);
            while (_pending.TryPop(out var child))
            {
                Link(child.Parent, child.IsRight, Place(child.Source));
            }
        }

        _leafStarts.Add(_weights.Count);
        bool isSingle = targetCount == 1 && _weights.Count == _leafStarts.Count - 1
            && !_leafStarts.Where((start, leaf) => start != leaf).Any();
        return new Forest
        {
            Nodes = [.. _nodes],
            AsksEquality = _asksEquality.Contains(true) ? [.. _asksEquality] : [],
            Sets = _sets.Exists(set => set is not null) ? [.. _sets] : [],
            Roots = placed,
            LeafStarts = [.. _leafStarts],
            Weights = [.. _weights],
            LeftShares = _hasCovers ? [.. _leftShares] : [],
            SingleWeights = isSingle ? [.. _weights.Select(weight => weight.Weight)] : [],
            FeatureCount = _featureCount,
        }.WithTiles();
    }

    private int Place(int index)
    {
        if (index < 0 || index >= source.Length || _visited[index])
        {
            throw OnnxException.Invalid($"Node {index} of a tree ensemble does not exist or is reached twice. Export the model again.");
        }

        _visited[index] = true;
        var node = source[index];
        if (node.Mode == BranchMode.Equal)
        {
            node = JoinChain(node);
        }

        return node.Mode == BranchMode.Leaf ? ~PlaceLeaf(index) : PlaceBranch(node);
    }

    /// <summary>
    /// Exporters of models with category splits (LightGBM) write "one of these" as one question after the other, all of which lead to the
    /// same node when they hold: the one shape in which files have nodes that are reached more than once.
    /// </summary>
    private FileTreeNode JoinChain(FileTreeNode node)
    {
        var set = new List<float> { node.Threshold };
        while ((uint)node.WhenFalse < (uint)source.Length && !_visited[node.WhenFalse]
            && source[node.WhenFalse] is { Mode: BranchMode.Equal } next && next.Feature == node.Feature && next.WhenTrue == node.WhenTrue)
        {
            _visited[node.WhenFalse] = true;
            set.Add(next.Threshold);
            node = node with { WhenFalse = next.WhenFalse, MissingIsTrue = node.MissingIsTrue || next.MissingIsTrue };
        }

        return set.Count == 1 || set.Exists(float.IsNaN) ? node : node with { Mode = BranchMode.Member, Threshold = 0, Set = [.. set.Order()] };
    }

    private int PlaceLeaf(int index)
    {
        _leafStarts.Add(_weights.Count);
        foreach (var weight in weightsOf(index))
        {
            if (weight.Target < 0 || weight.Target >= targetCount)
            {
                throw OnnxException.Invalid($"A leaf of a tree ensemble adds to target {weight.Target} of {targetCount}.");
            }

            _weights.Add(weight);
        }

        return _leafStarts.Count - 1;
    }

    private int PlaceBranch(FileTreeNode node)
    {
        if (node.Feature is < 0 or >= MaxFeature || float.IsNaN(node.Threshold))
        {
            throw OnnxException.Invalid($"A node of a tree ensemble compares feature {node.Feature} with {node.Threshold}.");
        }

        // Every comparison is "above the threshold goes right" or "unequal goes right", with the children swapped where need be.
        var (swaps, isStrict, asksEquality) = node.Mode switch
        {
            BranchMode.LessOrEqual => (false, false, false),
            BranchMode.Less => (false, true, false),
            BranchMode.GreaterOrEqual => (true, true, false),
            BranchMode.Greater => (true, false, false),
            BranchMode.Equal or BranchMode.Member => (false, false, true),
            _ => (true, false, true),
        };
        bool missingIsTrue = node.MissingIsTrue || node.Mode == BranchMode.NotEqual;
        _featureCount = Math.Max(_featureCount, node.Feature + 1);
        _nodes.Add(new TreeNode
        {
            Threshold = isStrict ? MathF.BitDecrement(node.Threshold) : node.Threshold,
            FeatureAndMissing = (node.Feature * 2) + (missingIsTrue == swaps ? 1 : 0),
        });
        _asksEquality.Add(asksEquality);
        _sets.Add(node.Set);
        var (left, right) = swaps ? (node.WhenFalse, node.WhenTrue) : (node.WhenTrue, node.WhenFalse);
        _leftShares.Add(LeftShare(node.Cover, CoverOf(left), CoverOf(right)));
        int parent = _nodes.Count - 1;
        _pending.Push((right, parent, true));
        _pending.Push((left, parent, false));
        return parent;
    }

    private float CoverOf(int child) => (uint)child < (uint)source.Length ? source[child].Cover : float.NaN;

    private double LeftShare(double cover, double left, double right)
    {
        _hasCovers &= left >= 0 && right >= 0 && cover > 0 && double.IsFinite(cover)
            && Math.Abs(left + right - cover) <= CoverTolerance * cover;
        return left / (left + right);
    }

    private void Link(int parent, bool isRight, int child)
    {
        var node = _nodes[parent];
        if (isRight)
        {
            node.Right = child;
        }
        else
        {
            node.Left = child;
        }

        _nodes[parent] = node;
    }
}
