using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>Trees laid out for speed. Immutable. Every feature, child and target in it was checked when it was built.</summary>
internal sealed class Forest
{
    /// <summary>Fewer rows than this do not make up for a tile.</summary>
    public const int MinTiledRows = 16;

    private ForestTiles? _tiles;

    /// <summary>The inner nodes of all trees.</summary>
    public required TreeNode[] Nodes { get; init; }

    /// <summary>Whether a node asks for equality, with one value or with a set; empty when none does.</summary>
    public required bool[] AsksEquality { get; init; }

    /// <summary>The ascending values of which a node asks for one; empty when no node asks for several.</summary>
    public required float[]?[] Sets { get; init; }

    /// <summary>The first node of each tree, or the complement of its only leaf.</summary>
    public required int[] Roots { get; init; }

    /// <summary>Where the weights of a leaf start; one entry more than there are leaves.</summary>
    public required int[] LeafStarts { get; init; }

    /// <summary>The weights of all leaves.</summary>
    public required LeafWeight[] Weights { get; init; }

    /// <summary>The single weight of each leaf where there is one target; else empty.</summary>
    public required float[] SingleWeights { get; init; }

    /// <summary>The share of the training rows at each inner node that went left; empty when the file does not say it.</summary>
    public required double[] LeftShares { get; init; }

    /// <summary>Whether it is known how many training rows went which way.</summary>
    public bool HasCovers => LeftShares.Length == Nodes.Length;

    /// <summary>The columns that the trees need.</summary>
    public required int FeatureCount { get; init; }

    /// <summary>Refuses rows that are too short for the trees.</summary>
    /// <exception cref="OnnxException">They lack columns.</exception>
    public void CheckWidth(int width)
    {
        if (width < FeatureCount)
        {
            throw OnnxException.Invalid($"A tree ensemble that needs {FeatureCount} columns is given {width}.");
        }
    }

    /// <summary>The sum of the weights that the row reaches, of a forest with <see cref="SingleWeights"/>.</summary>
    public double Sum(ReadOnlySpan<float> row)
    {
        double sum = 0;
        float[] weights = SingleWeights;
        foreach (int root in Roots)
        {
            sum += weights[FindLeaf(root, row)];
        }

        return sum;
    }

    /// <summary>Prepares the forest for many rows at once.</summary>
    public Forest WithTiles()
    {
        _tiles = ForestTiles.Create(this);
        return this;
    }

    /// <summary>What the forest was prepared with; null where many rows are asked for one at a time.</summary>
    public ForestTiles? Tiles => _tiles;

    /// <summary>Sets the sums of the weights that each row reaches, by target; the same to the last bit for any number of rows.</summary>
    /// <param name="rows">Rows one after the other.</param>
    /// <param name="width">The values of a row.</param>
    /// <param name="sums">The sums one row after the other.</param>
    /// <param name="targetCount">The sums of a row.</param>
    public void SumRows(ReadOnlySpan<float> rows, int width, Span<double> sums, int targetCount)
    {
        sums.Clear();
        if (_tiles is { } tiles && sums.Length >= MinTiledRows * targetCount)
        {
            tiles.Add(rows, width, sums, targetCount);
            return;
        }

        for (int start = 0, at = 0; at < sums.Length; start += width, at += targetCount)
        {
            var row = rows.Slice(start, width);
            if (_tiles is not null && _tiles.TrySumRow(row, sums.Slice(at, targetCount)))
            {
                continue;
            }

            if (SingleWeights.Length > 0)
            {
                sums[at] = Sum(row);
            }
            else
            {
                Add(row, sums.Slice(at, targetCount));
            }
        }
    }

    /// <summary>Adds the weights that the row reaches to their targets.</summary>
    public void Add(ReadOnlySpan<float> row, Span<double> sums)
    {
        foreach (int root in Roots)
        {
            int leaf = FindLeaf(root, row);
            foreach (var weight in Weights.AsSpan(LeafStarts[leaf], LeafStarts[leaf + 1] - LeafStarts[leaf]))
            {
                sums[weight.Target] += weight.Weight;
            }
        }
    }

    /// <summary>Whether the row goes right at an inner node.</summary>
    public bool GoesRight(int node, ReadOnlySpan<float> row)
    {
        ref readonly var asked = ref Nodes[node];
        float value = row[asked.FeatureAndMissing >> 1];
        return float.IsNaN(value)
            ? (asked.FeatureAndMissing & 1) != 0
            : Sets.Length > 0 && Sets[node] is { } set ? Array.BinarySearch(set, value) < 0
            : AsksEquality.Length > 0 && AsksEquality[node] ? value != asked.Threshold : value > asked.Threshold;
    }

    /// <summary>The leaf that the row reaches in a tree.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindLeaf(int root, ReadOnlySpan<float> row)
    {
        if (AsksEquality.Length > 0)
        {
            return FindLeafSlowly(root, row);
        }

        ref var nodes = ref MemoryMarshal.GetArrayDataReference(Nodes);
        ref float values = ref MemoryMarshal.GetReference(row);
        int next = root;
        while (next >= 0)
        {
            ref var node = ref Unsafe.Add(ref nodes, next);
            float value = Unsafe.Add(ref values, node.FeatureAndMissing >> 1);
            int goesRight = (value > node.Threshold ? 1 : 0) | ((float.IsNaN(value) ? 1 : 0) & node.FeatureAndMissing);
            next = Unsafe.Add(ref node.Left, goesRight);
        }

        return ~next;
    }

    private int FindLeafSlowly(int root, ReadOnlySpan<float> row)
    {
        int next = root;
        while (next >= 0)
        {
            next = GoesRight(next, row) ? Nodes[next].Right : Nodes[next].Left;
        }

        return ~next;
    }
}
