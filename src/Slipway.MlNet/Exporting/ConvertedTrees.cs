using Slipway.Learning.Onnx.Format;
using Slipway.MlNet.Trainers;

namespace Slipway.MlNet.Exporting;

/// <summary>The trees of one node of a converted model. Microsoft.ML numbers the nodes of a tree from its root, one tree after another.</summary>
internal sealed class ConvertedTrees
{
    private readonly List<int> _roots = [];
    private readonly int[] _features;
    private readonly float[] _thresholds;
    private readonly int[] _whenTrue;
    private readonly int[] _whenFalse;
    private readonly bool[] _isLeaf;
    private readonly float[] _leafValues;

    public ConvertedTrees(NodeProto node)
    {
        var trees = Ints(node, "nodes_treeids");
        var whenTrue = Ints(node, "nodes_truenodeids");
        var whenFalse = Ints(node, "nodes_falsenodeids");
        _features = [.. Ints(node, "nodes_featureids").Select(feature => (int)feature)];
        _thresholds = [.. Attribute(node, "nodes_values").Floats];
        _isLeaf = [.. Attribute(node, "nodes_modes").Strings.Select(mode => mode == "LEAF")];
        _whenTrue = new int[trees.Count];
        _whenFalse = new int[trees.Count];
        _leafValues = new float[trees.Count];
        var rootOfTree = new Dictionary<long, int>();
        for (int i = 0; i < trees.Count; i++)
        {
            if (rootOfTree.TryAdd(trees[i], i))
            {
                _roots.Add(i);
            }

            int root = rootOfTree[trees[i]];
            _whenTrue[i] = root + (int)whenTrue[i];
            _whenFalse[i] = root + (int)whenFalse[i];
        }

        var leafTrees = Ints(node, "target_treeids");
        var leafNodes = Ints(node, "target_nodeids");
        var weights = Attribute(node, "target_weights").Floats;
        for (int i = 0; i < weights.Count; i++)
        {
            _leafValues[rootOfTree[leafTrees[i]] + leafNodes[i]] = weights[i];
        }
    }

    /// <summary>Adds, for every split, by how much its two sides vary less than both together, to the contribution of its feature.</summary>
    public void AddGains(SampledFeatures sample, double[] contributions)
    {
        var counts = new int[_features.Length];
        var sums = new double[_features.Length];
        for (int row = 0; row < sample.RowCount; row++)
        {
            foreach (int root in _roots)
            {
                float value = _leafValues[FindLeaf(root, sample.Row(row))];
                AddPath(root, sample.Row(row), value, counts, sums);
            }
        }

        for (int node = 0; node < _features.Length; node++)
        {
            if (!_isLeaf[node] && counts[node] > 0)
            {
                contributions[_features[node]] += Gain(node, _whenTrue[node], counts, sums) + Gain(node, _whenFalse[node], counts, sums);
            }
        }
    }

    private static double Gain(int parent, int child, int[] counts, double[] sums)
    {
        double shift = counts[child] == 0 ? 0 : (sums[child] / counts[child]) - (sums[parent] / counts[parent]);
        return counts[child] * shift * shift;
    }

    private int Next(int node, ReadOnlySpan<float> row) => row[_features[node]] <= _thresholds[node] ? _whenTrue[node] : _whenFalse[node];

    private int FindLeaf(int node, ReadOnlySpan<float> row)
    {
        while (!_isLeaf[node])
        {
            node = Next(node, row);
        }

        return node;
    }

    private void AddPath(int node, ReadOnlySpan<float> row, float value, int[] counts, double[] sums)
    {
        while (true)
        {
            counts[node]++;
            sums[node] += value;
            if (_isLeaf[node])
            {
                return;
            }

            node = Next(node, row);
        }
    }

    private static List<long> Ints(NodeProto node, string name) => Attribute(node, name).Ints;

    private static AttributeProto Attribute(NodeProto node, string name) => node.Attributes.Single(attribute => attribute.Name == name);
}
