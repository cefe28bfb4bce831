using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>
/// Reads the trees of TreeEnsemble (ai.onnx.ml 5), whose leaves stand in lists of their own and whose nodes may ask whether a value is in
/// a set.
/// </summary>
internal sealed class TreeEnsembleReader
{
    private readonly OperatorContext _context;
    private readonly int _targetCount;
    private readonly long[] _modes;
    private readonly long[] _features;
    private readonly double[] _splits;
    private readonly double[] _covers;
    private readonly long[] _missing;
    private readonly long[] _leafTargets;
    private readonly double[] _leafWeights;
    private readonly Queue<float[]> _sets;
    private readonly List<FileTreeNode> _nodes = [];
    private readonly List<long> _leafOf = [];

    private TreeEnsembleReader(OperatorContext context, int targetCount)
    {
        (_context, _targetCount) = (context, targetCount);
        _modes = (context.TensorAttribute("nodes_modes") as Tensor<long>)?.Data.ToArray() ?? [];
        _features = context.Ints("nodes_featureids");
        _splits = TreeThresholds.ReadTensor(context, "nodes_splits");
        _covers = TreeThresholds.ReadTensor(context, "nodes_hitrates");
        _missing = context.Ints("nodes_missing_value_tracks_true");
        _leafTargets = context.Ints("leaf_targetids");
        _leafWeights = TreeThresholds.ReadTensor(context, "leaf_weights");
        _sets = ReadSets(TreeThresholds.ReadTensor(context, "membership_values"));
    }

    /// <summary>Reads the trees.</summary>
    /// <exception cref="OnnxException">The attributes contradict each other.</exception>
    public static Forest Read(OperatorContext context, int targetCount) => new TreeEnsembleReader(context, targetCount).Read();

    private Forest Read()
    {
        long[] roots = _context.Ints("tree_roots");
        long[] whenTrue = _context.Ints("nodes_truenodeids");
        long[] whenFalse = _context.Ints("nodes_falsenodeids");
        long[] trueIsLeaf = _context.Ints("nodes_trueleafs");
        long[] falseIsLeaf = _context.Ints("nodes_falseleafs");
        CheckCount("nodes_featureids", _features.Length);
        CheckCount("nodes_splits", _splits.Length);
        CheckCount("nodes_truenodeids", whenTrue.Length);
        CheckCount("nodes_falsenodeids", whenFalse.Length);
        CheckCount("nodes_trueleafs", trueIsLeaf.Length);
        CheckCount("nodes_falseleafs", falseIsLeaf.Length);
        CheckCount("nodes_missing_value_tracks_true", _missing.Length == 0 ? _modes.Length : _missing.Length);
        if (_leafTargets.Length != _leafWeights.Length)
        {
            throw OnnxException.Invalid(
                $"{_context.Description} has {_leafTargets.Length} targets of leaves and {_leafWeights.Length} weights.");
        }

        for (int i = 0; i < _modes.Length; i++)
        {
            _nodes.Add(ReadNode(i));
            _leafOf.Add(-1);
        }

        // A tree that is a single leaf has a node of which both sides are that leaf, so each mention of a leaf becomes one of its own.
        for (int i = 0; i < _modes.Length; i++)
        {
            _nodes[i] = _nodes[i] with
            {
                WhenTrue = Child(whenTrue[i], trueIsLeaf[i] != 0),
                WhenFalse = Child(whenFalse[i], falseIsLeaf[i] != 0),
            };
        }

        if (_sets.Count > 0)
        {
            throw OnnxException.Invalid($"{_context.Description} has {_sets.Count} more sets of values than nodes that ask for one.");
        }

        var builder = new ForestBuilder([.. _nodes], WeightsOf, _targetCount);
        return builder.Build([.. roots.Select(root => root >= 0 && root < _modes.Length ? (int)root : -1)]);
    }

    private FileTreeNode ReadNode(int index)
    {
        var mode = _modes[index] switch
        {
            >= (long)BranchMode.LessOrEqual and <= (long)BranchMode.NotEqual => (BranchMode)_modes[index],
            6 => BranchMode.Member,
            var other => throw OnnxException.Unsupported($"{_context.Description} has nodes of mode {other}, which is not supported."),
        };
        float[]? set = null;
        if (mode == BranchMode.Member && !_sets.TryDequeue(out set))
        {
            throw OnnxException.Invalid($"{_context.Description} has fewer sets of values than nodes that ask for one.");
        }

        return new FileTreeNode(
            mode,
            _features[index] is >= 0 and <= int.MaxValue ? (int)_features[index] : -1,
            mode == BranchMode.Member ? 0 : TreeThresholds.Narrow(_splits[index], mode, _context.ElementOf(0) == TensorElement.Double),
            -1,
            -1,
            _missing.Length > 0 && _missing[index] != 0,
            _covers.Length == _modes.Length ? (float)_covers[index] : float.NaN)
        {
            Set = set,
        };
    }

    private int Child(long id, bool isLeaf)
    {
        if (!isLeaf)
        {
            return id >= 0 && id < _modes.Length ? (int)id : -1;
        }

        if (id < 0 || id >= _leafTargets.Length)
        {
            throw OnnxException.Invalid($"{_context.Description} has {_leafTargets.Length} leaves; a node leads to leaf {id}.");
        }

        _nodes.Add(new FileTreeNode(BranchMode.Leaf, 0, 0, -1, -1, false));
        _leafOf.Add(id);
        return _nodes.Count - 1;
    }

    private LeafWeight[] WeightsOf(int node)
    {
        long leaf = _leafOf[node];
        return [new LeafWeight(_leafTargets[leaf] is >= 0 and <= int.MaxValue ? (int)_leafTargets[leaf] : -1, (float)_leafWeights[leaf])];
    }

    /// <summary>The sets stand one after the other in the order of their nodes, each ended by a NaN.</summary>
    private static Queue<float[]> ReadSets(double[] values)
    {
        var sets = new Queue<float[]>();
        var set = new List<float>();
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
            {
                set.Add((float)value);
                continue;
            }

            sets.Enqueue([.. set.Order()]);
            set.Clear();
        }

        if (set.Count > 0)
        {
            sets.Enqueue([.. set.Order()]);
        }

        return sets;
    }

    private void CheckCount(string name, int count)
    {
        if (count != _modes.Length)
        {
            throw OnnxException.Invalid($"{_context.Description} has {count} entries in '{name}' where {_modes.Length} are due.");
        }
    }
}
