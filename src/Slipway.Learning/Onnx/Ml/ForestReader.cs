using Slipway.Learning.Onnx.Operators;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>Reads the trees of TreeEnsembleRegressor and TreeEnsembleClassifier, from attributes of one entry a node or weight.</summary>
internal static class ForestReader
{
    /// <summary>Reads the trees.</summary>
    /// <param name="context">The node.</param>
    /// <param name="prefix">What the attributes of the weights start with: "target" or "class".</param>
    /// <param name="targetCount">The targets or classes that weights may add to.</param>
    public static Forest Read(OperatorContext context, string prefix, int targetCount)
    {
        long[] trees = context.Ints("nodes_treeids");
        long[] ids = context.Ints("nodes_nodeids");
        var indexes = new Dictionary<(long Tree, long Node), int>(ids.Length);
        CheckCount(context, "nodes_treeids", trees.Length, ids.Length);
        for (int i = 0; i < ids.Length; i++)
        {
            if (!indexes.TryAdd((trees[i], ids[i]), i))
            {
                throw OnnxException.Invalid($"{context.Description} has two nodes {ids[i]} in tree {trees[i]}.");
            }
        }

        var nodes = ReadNodes(context, trees, indexes);
        var weights = ReadWeights(context, prefix, indexes);
        var builder = new ForestBuilder(nodes, index => weights.TryGetValue(index, out var found) ? found : [], targetCount);
        return builder.Build(FindRoots(trees, nodes));
    }

    private static FileTreeNode[] ReadNodes(OperatorContext context, long[] trees, Dictionary<(long Tree, long Node), int> indexes)
    {
        string[] modes = context.Strings("nodes_modes");
        long[] features = context.Ints("nodes_featureids");
        double[] thresholds = TreeThresholds.Read(context, "nodes_values");
        long[] whenTrue = context.Ints("nodes_truenodeids");
        long[] whenFalse = context.Ints("nodes_falsenodeids");
        long[] missing = context.Ints("nodes_missing_value_tracks_true");
        CheckCount(context, "nodes_modes", modes.Length, trees.Length);
        CheckCount(context, "nodes_featureids", features.Length, trees.Length);
        CheckCount(context, "nodes_values", thresholds.Length, trees.Length);
        CheckCount(context, "nodes_truenodeids", whenTrue.Length, trees.Length);
        CheckCount(context, "nodes_falsenodeids", whenFalse.Length, trees.Length);
        CheckCount(context, "nodes_missing_value_tracks_true", missing.Length == 0 ? trees.Length : missing.Length, trees.Length);

        // Nothing is predicted by these, so that ones that do not fit are as good as none.
        double[] covers = TreeThresholds.Read(context, "nodes_hitrates");
        bool hasCovers = covers.Length == trees.Length;
        var nodes = new FileTreeNode[trees.Length];
        for (int i = 0; i < nodes.Length; i++)
        {
            var mode = ReadMode(context, modes[i]);
            nodes[i] = new FileTreeNode(
                mode,
                features[i] is >= 0 and <= int.MaxValue ? (int)features[i] : -1,
                TreeThresholds.Narrow(thresholds[i], mode, context.ElementOf(0) == TensorElement.Double),
                indexes.GetValueOrDefault((trees[i], whenTrue[i]), -1),
                indexes.GetValueOrDefault((trees[i], whenFalse[i]), -1),
                missing.Length > 0 && missing[i] != 0,
                hasCovers ? (float)covers[i] : float.NaN);
        }

        return nodes;
    }

    private static BranchMode ReadMode(OperatorContext context, string mode) => mode switch
    {
        "BRANCH_LEQ" => BranchMode.LessOrEqual,
        "BRANCH_LT" => BranchMode.Less,
        "BRANCH_GTE" => BranchMode.GreaterOrEqual,
        "BRANCH_GT" => BranchMode.Greater,
        "BRANCH_EQ" => BranchMode.Equal,
        "BRANCH_NEQ" => BranchMode.NotEqual,
        "LEAF" => BranchMode.Leaf,
        _ => throw OnnxException.Unsupported($"{context.Description} has nodes of mode {mode}, which is not supported."),
    };

    private static Dictionary<int, List<LeafWeight>> ReadWeights(
        OperatorContext context, string prefix, Dictionary<(long Tree, long Node), int> indexes)
    {
        long[] trees = context.Ints(prefix + "_treeids");
        long[] ids = context.Ints(prefix + "_nodeids");
        long[] targets = context.Ints(prefix + "_ids");
        double[] weights = TreeThresholds.Read(context, prefix + "_weights");
        CheckCount(context, prefix + "_treeids", trees.Length, weights.Length);
        CheckCount(context, prefix + "_nodeids", ids.Length, weights.Length);
        CheckCount(context, prefix + "_ids", targets.Length, weights.Length);
        var byLeaf = new Dictionary<int, List<LeafWeight>>();
        for (int i = 0; i < weights.Length; i++)
        {
            if (!indexes.TryGetValue((trees[i], ids[i]), out int index))
            {
                throw OnnxException.Invalid($"{context.Description} has a weight for the absent node {ids[i]} of tree {trees[i]}.");
            }

            if (!byLeaf.TryGetValue(index, out var leaf))
            {
                byLeaf.Add(index, leaf = []);
            }

            leaf.Add(new LeafWeight(targets[i] is >= 0 and <= int.MaxValue ? (int)targets[i] : -1, (float)weights[i]));
        }

        return byLeaf;
    }

    /// <summary>The root of a tree is the first of its nodes in the file.</summary>
    private static List<int> FindRoots(long[] trees, FileTreeNode[] nodes)
    {
        var roots = new List<int>();
        var seen = new HashSet<long>();
        for (int i = 0; i < nodes.Length; i++)
        {
            if (seen.Add(trees[i]))
            {
                roots.Add(i);
            }
        }

        return roots;
    }

    private static void CheckCount(OperatorContext context, string name, int count, int expected)
    {
        if (count != expected)
        {
            throw OnnxException.Invalid($"{context.Description} has {count} entries in '{name}' where {expected} are due.");
        }
    }
}
