using Slipway.Learning.Models;

namespace Slipway.Learning.Learners;

/// <summary>Collects the nodes of a tree while it grows. Reused from tree to tree.</summary>
internal sealed class TreeBuilder
{
    private readonly List<int> _features = [];
    private readonly List<float> _thresholds = [];
    private readonly List<int> _left = [];
    private readonly List<int> _right = [];
    private readonly List<bool> _missingGoesLeft = [];
    private readonly List<int> _covers = [];

    /// <summary>Starts a tree with a root.</summary>
    public void Clear()
    {
        _features.Clear();
        _thresholds.Clear();
        _left.Clear();
        _right.Clear();
        _missingGoesLeft.Clear();
        _covers.Clear();
        Add();
    }

    /// <summary>Makes a node ask a question; its children are the two newest nodes.</summary>
    /// <returns>The left child; the right one follows it.</returns>
    public int Split(int node, int feature, float threshold, bool missingGoesLeft)
    {
        _features[node] = feature;
        _thresholds[node] = threshold;
        _missingGoesLeft[node] = missingGoesLeft;
        int left = Add();
        _left[node] = left;
        _right[node] = Add();
        return left;
    }

    /// <summary>Makes a node a leaf.</summary>
    /// <param name="node">The node.</param>
    /// <param name="leafIndex">The index of the leaf.</param>
    /// <param name="cover">The training rows that reach it.</param>
    public void SetLeaf(int node, int leafIndex, int cover) => (_left[node], _covers[node]) = (leafIndex, cover);

    /// <summary>The finished tree.</summary>
    public Tree Build(float[] leafScores, int output)
    {
        SumCovers();
        return new Tree
        {
            Features = [.. _features],
            Thresholds = [.. _thresholds],
            Left = [.. _left],
            Right = [.. _right],
            MissingGoesLeft = [.. _missingGoesLeft],
            LeafScores = leafScores,
            Output = output,
            Covers = [.. _covers],
        };
    }

    /// <summary>Children are newer than their parents, so that backwards they are summed before them.</summary>
    private void SumCovers()
    {
        for (int node = _features.Count - 1; node >= 0; node--)
        {
            if (_features[node] >= 0)
            {
                _covers[node] = _covers[_left[node]] + _covers[_right[node]];
            }
        }
    }

    private int Add()
    {
        _features.Add(-1);
        _thresholds.Add(0);
        _left.Add(0);
        _right.Add(0);
        _missingGoesLeft.Add(false);
        _covers.Add(0);
        return _features.Count - 1;
    }
}
