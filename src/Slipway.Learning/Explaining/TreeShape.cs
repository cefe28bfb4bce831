using Slipway.Learning.Onnx.Ml;

namespace Slipway.Learning.Explaining;

/// <summary>How large a tree is, and what it gives for the average training row.</summary>
internal sealed class TreeShape
{
    /// <summary>The questions above a leaf, at most. Trees that were trained on data have far fewer.</summary>
    public const int MaxDepth = 256;

    private readonly Forest _forest;
    private readonly double[] _means;
    private readonly Dictionary<int, int> _onPath = [];

    private TreeShape(Forest forest, double[] means) => (_forest, _means) = (forest, means);

    /// <summary>The most questions above a leaf; above <see cref="MaxDepth"/> where there are more.</summary>
    public int Depth { get; private set; }

    /// <summary>The most different features above a leaf.</summary>
    public int FeaturesOnPath { get; private set; }

    /// <summary>Measures a tree.</summary>
    /// <param name="forest">The forest.</param>
    /// <param name="root">Its root.</param>
    /// <param name="means">The means of the targets, added to.</param>
    public static TreeShape Measure(Forest forest, int root, double[] means)
    {
        var shape = new TreeShape(forest, means);
        shape.Visit(root, 0, 1);
        return shape;
    }

    private void Visit(int node, int depth, double share)
    {
        Depth = Math.Max(Depth, depth);
        FeaturesOnPath = Math.Max(FeaturesOnPath, _onPath.Count);
        if (node < 0)
        {
            for (int i = _forest.LeafStarts[~node]; i < _forest.LeafStarts[~node + 1]; i++)
            {
                _means[_forest.Weights[i].Target] += share * _forest.Weights[i].Weight;
            }
        }
        else if (depth <= MaxDepth)
        {
            ref readonly var asked = ref _forest.Nodes[node];
            int feature = asked.FeatureAndMissing >> 1;
            int times = _onPath.GetValueOrDefault(feature);
            _onPath[feature] = times + 1;
            Visit(asked.Left, depth + 1, share * _forest.LeftShares[node]);
            Visit(asked.Right, depth + 1, share * (1 - _forest.LeftShares[node]));
            if (times == 0)
            {
                _onPath.Remove(feature);
            }
            else
            {
                _onPath[feature] = times;
            }
        }
    }
}
