using Slipway.Learning.Models;
using Slipway.Learning.Onnx.Format;

namespace Slipway.Learning.Onnx.Exporting;

/// <summary>Writes trees as the attributes of TreeEnsembleRegressor, which hold one entry a node or weight.</summary>
internal sealed class TreeEnsembleAttributes
{
    private readonly List<long> _treeIds = [];
    private readonly List<long> _nodeIds = [];
    private readonly List<long> _features = [];
    private readonly List<string> _modes = [];
    private readonly List<float> _thresholds = [];
    private readonly List<long> _whenTrue = [];
    private readonly List<long> _whenFalse = [];
    private readonly List<long> _missingIsTrue = [];
    private readonly List<float> _covers = [];
    private readonly List<long> _leafTrees = [];
    private readonly List<long> _leafNodes = [];
    private readonly List<long> _targets = [];
    private readonly List<float> _weights = [];

    public static AttributeProto[] Write(TreeEnsemble ensemble)
    {
        var attributes = new TreeEnsembleAttributes();
        int outputs = ensemble.BaseScores.Length;
        for (int i = 0; i < ensemble.Trees.Count; i++)
        {
            attributes.Add(i, ensemble.Trees[i], outputs);
        }

        if (ensemble.Trees.Count == 0)
        {
            attributes.AddEmptyTree();
        }

        AttributeProto[] covers = attributes._covers.Count == attributes._nodeIds.Count
            ? [AttributeProto.Of("nodes_hitrates", attributes._covers)]
            : [];
        return
        [
            AttributeProto.Of("n_targets", (long)outputs),
            AttributeProto.Of("aggregate_function", "SUM"),
            AttributeProto.Of("post_transform", "NONE"),
            AttributeProto.Of("base_values", ensemble.BaseScores),
            AttributeProto.Of("nodes_treeids", attributes._treeIds),
            AttributeProto.Of("nodes_nodeids", attributes._nodeIds),
            AttributeProto.Of("nodes_featureids", attributes._features),
            AttributeProto.Of("nodes_modes", attributes._modes),
            AttributeProto.Of("nodes_values", attributes._thresholds),
            AttributeProto.Of("nodes_truenodeids", attributes._whenTrue),
            AttributeProto.Of("nodes_falsenodeids", attributes._whenFalse),
            AttributeProto.Of("nodes_missing_value_tracks_true", attributes._missingIsTrue),
            AttributeProto.Of("target_treeids", attributes._leafTrees),
            AttributeProto.Of("target_nodeids", attributes._leafNodes),
            AttributeProto.Of("target_ids", attributes._targets),
            AttributeProto.Of("target_weights", attributes._weights),
            .. covers,
        ];
    }

    private void Add(int treeId, Tree tree, int outputs)
    {
        _covers.AddRange(tree.Covers.Select(cover => (float)cover));
        for (int node = 0; node < tree.Features.Length; node++)
        {
            bool isLeaf = tree.Features[node] < 0;
            AddNode(
                treeId,
                node,
                isLeaf ? "LEAF" : "BRANCH_LEQ",
                isLeaf ? 0 : tree.Features[node],
                isLeaf ? 0 : tree.Thresholds[node],
                isLeaf ? 0 : tree.Left[node],
                isLeaf ? 0 : tree.Right[node],
                !isLeaf && tree.MissingGoesLeft[node]);
            if (!isLeaf)
            {
                continue;
            }

            int leaf = tree.Left[node];
            for (int output = 0; output < outputs; output++)
            {
                if (tree.Output < 0)
                {
                    AddWeight(treeId, node, output, tree.LeafScores[(leaf * outputs) + output]);
                }
                else if (tree.Output == output)
                {
                    AddWeight(treeId, node, output, tree.LeafScores[leaf]);
                }
            }
        }
    }

    /// <summary>The operator needs a tree: one whose only leaf adds nothing.</summary>
    private void AddEmptyTree()
    {
        AddNode(0, 0, "LEAF", 0, 0, 0, 0, false);
        AddWeight(0, 0, 0, 0);
    }

    private void AddNode(int tree, int node, string mode, int feature, float threshold, int whenTrue, int whenFalse, bool missingIsTrue)
    {
        _treeIds.Add(tree);
        _nodeIds.Add(node);
        _modes.Add(mode);
        _features.Add(feature);
        _thresholds.Add(threshold);
        _whenTrue.Add(whenTrue);
        _whenFalse.Add(whenFalse);
        _missingIsTrue.Add(missingIsTrue ? 1 : 0);
    }

    private void AddWeight(int tree, int node, int target, float weight)
    {
        _leafTrees.Add(tree);
        _leafNodes.Add(node);
        _targets.Add(target);
        _weights.Add(weight);
    }
}
