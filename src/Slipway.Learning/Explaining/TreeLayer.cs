using System.Buffers;
using Slipway.Learning.Onnx.Ml;

namespace Slipway.Learning.Explaining;

/// <summary>
/// Trees. The contributions are the Shapley values of the game that TreeSHAP plays (Lundberg, Erion and Lee 2018, algorithm 1): the value
/// of some columns is what the tree gives on average over the training rows when only those columns are known, and the shares of rows that
/// went left and right stand in for an answer to a question that asks for another.
/// </summary>
internal sealed class TreeLayer : ScoreLayer
{
    private readonly Forest _forest;
    private readonly double _divisor;
    private readonly double[] _baseValues;
    private readonly bool[] _uses;
    private readonly List<int>[] _treesOfScore;
    private readonly Quadrature[] _quadratures;
    private readonly int _bufferLength;

    private TreeLayer(int inputSlot, Forest forest, double divisor, double[] baseValues, TreeShape[] shapes)
        : base(inputSlot)
    {
        (_forest, _divisor, _baseValues) = (forest, divisor, baseValues);
        _uses = new bool[forest.FeatureCount];
        foreach (var node in forest.Nodes)
        {
            _uses[node.FeatureAndMissing >> 1] = true;
        }

        var byCount = new Dictionary<int, Quadrature>();
        _quadratures = new Quadrature[shapes.Length];
        for (int i = 0; i < shapes.Length; i++)
        {
            // The polynomial under the integral has a factor for every feature on the path but the one that is looked at.
            int degree = Math.Max(shapes[i].FeaturesOnPath - 1, 0);
            _quadratures[i] = byCount.TryGetValue(degree, out var known) ? known : byCount[degree] = Quadrature.ForDegree(degree);
        }

        _treesOfScore = TreesByScore(forest, baseValues.Length);
        int maxDepth = shapes.Length == 0 ? 0 : shapes.Max(shape => shape.Depth);
        int maxPoints = shapes.Length == 0 ? 0 : _quadratures.Max(quadrature => quadrature.Points.Length);
        _bufferLength = TreeWalk.BufferLength(forest.FeatureCount, maxDepth, maxPoints);
    }

    /// <summary>Prepares trees whose covers are known.</summary>
    /// <returns>The layer, or null when a tree is deeper than <see cref="TreeShape.MaxDepth"/>.</returns>
    public static TreeLayer? TryCreate(int inputSlot, Forest forest, double divisor, ReadOnlySpan<float> baseValues, int scoreCount)
    {
        double[] means = new double[scoreCount];
        TreeShape[] shapes = [.. forest.Roots.Select(root => TreeShape.Measure(forest, root, means))];
        if (Array.Exists(shapes, shape => shape.Depth > TreeShape.MaxDepth))
        {
            return null;
        }

        for (int i = 0; i < means.Length; i++)
        {
            means[i] = (means[i] / divisor) + (i < baseValues.Length ? baseValues[i] : 0);
        }

        return new TreeLayer(inputSlot, forest, divisor, means, shapes);
    }

    public override bool Uses(int column) => column < _uses.Length && _uses[column];

    public override double Explain(ReadOnlySpan<float> row, int score, Span<double> contributions)
    {
        double[] buffer = ArrayPool<double>.Shared.Rent(_bufferLength);
        try
        {
            var walk = new TreeWalk(_forest, row, score, 1 / _divisor, contributions, buffer);
            foreach (int tree in _treesOfScore[score])
            {
                walk.Add(_forest.Roots[tree], _quadratures[tree]);
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }

        return _baseValues[score];
    }

    /// <summary>For each score the trees that add to it and ask a question. The leaves of a tree follow each other.</summary>
    private static List<int>[] TreesByScore(Forest forest, int scoreCount)
    {
        var byScore = new List<int>[scoreCount];
        for (int score = 0; score < scoreCount; score++)
        {
            byScore[score] = [];
        }

        for (int tree = 0, firstLeaf = 0; tree < forest.Roots.Length; tree++)
        {
            int leafEnd = firstLeaf + CountLeaves(forest, forest.Roots[tree]);
            foreach (var weight in forest.Weights.AsSpan(forest.LeafStarts[firstLeaf]..forest.LeafStarts[leafEnd]))
            {
                var trees = byScore[weight.Target];
                if (forest.Roots[tree] >= 0 && (trees.Count == 0 || trees[^1] != tree))
                {
                    trees.Add(tree);
                }
            }

            firstLeaf = leafEnd;
        }

        return byScore;
    }

    private static int CountLeaves(Forest forest, int node) =>
        node < 0 ? 1 : CountLeaves(forest, forest.Nodes[node].Left) + CountLeaves(forest, forest.Nodes[node].Right);
}
