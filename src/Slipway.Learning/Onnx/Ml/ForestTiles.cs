using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>
/// Asks a forest for many rows, tree by tree over tiles of rows: small trees by <see cref="LeafMasks"/>, others by walking down. The sums are
/// those of <see cref="Forest.Add"/> to the last bit, as each row adds its leaves in the order of the trees. Immutable.
/// </summary>
internal sealed class ForestTiles
{
    // Beyond this, turning rows into a tile costs more than it saves.
    private const int MaxFeatures = 2048;

    private readonly Forest _forest;
    private readonly LeafMasks?[] _trees;
    private readonly int[] _targets;

    private ForestTiles(Forest forest, LeafMasks?[] trees, int[] targets) => (_forest, _trees, _targets) = (forest, trees, targets);

    /// <summary>Prepares a forest; null where walking down its trees is as good.</summary>
    public static ForestTiles? Create(Forest forest)
    {
        if (!Vector256.IsHardwareAccelerated || forest.AsksEquality.Length > 0 || forest.FeatureCount > MaxFeatures)
        {
            return null;
        }

        var trees = Array.ConvertAll(forest.Roots, root => LeafMasks.Create(forest.Nodes, root));
        int[] targets = Array.ConvertAll(trees, tree => tree is null ? -1 : SingleTarget(forest, tree));

        return Array.Exists(trees, tree => tree is not null) ? new ForestTiles(forest, trees, targets) : null;
    }

    /// <summary>Adds the weights that each row reaches to its targets.</summary>
    /// <param name="rows">Rows one after the other.</param>
    /// <param name="width">The values of a row.</param>
    /// <param name="sums">The sums one row after the other.</param>
    /// <param name="targetCount">The sums of a row.</param>
    public void Add(ReadOnlySpan<float> rows, int width, Span<double> sums, int targetCount)
    {
        const int TileRows = LeafMasks.TileRows;
        Span<uint> bits = stackalloc uint[TileRows];
        float[] tile = ArrayPool<float>.Shared.Rent(Math.Max(1, _forest.FeatureCount) * TileRows);
        for (int start = 0, rowCount = sums.Length / targetCount; start < rowCount; start += TileRows)
        {
            int count = Math.Min(TileRows, rowCount - start);
            var tileRows = rows.Slice(start * width, count * width);
            FillTile(tileRows, width, tile);
            AddTile(tile, tileRows, width, bits, sums.Slice(start * targetCount, count * targetCount), targetCount);
        }

        ArrayPool<float>.Shared.Return(tile);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillTile(ReadOnlySpan<float> rows, int width, float[] tile)
    {
        int features = _forest.FeatureCount;
        for (int row = 0, start = 0; start < rows.Length; row++, start += width)
        {
            var values = rows.Slice(start, features);
            for (int feature = 0, at = row; feature < values.Length; feature++, at += LeafMasks.TileRows)
            {
                tile[at] = values[feature];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddTile(float[] tile, ReadOnlySpan<float> rows, int width, Span<uint> bits, Span<double> sums, int targetCount)
    {
        var leafWeights = _forest.Weights;
        for (int tree = 0; tree < _trees.Length; tree++)
        {
            if (_trees[tree] is not { } masks)
            {
                for (int row = 0, at = 0; at < sums.Length; row++, at += targetCount)
                {
                    AddLeaf(_forest.FindLeaf(_forest.Roots[tree], rows.Slice(row * width, width)), sums.Slice(at, targetCount));
                }

                continue;
            }

            masks.Find(tile, bits);
            int target = _targets[tree];
            if (target < 0)
            {
                for (int row = 0, at = 0; at < sums.Length; row++, at += targetCount)
                {
                    AddLeaf(masks.FirstLeaf + BitOperations.TrailingZeroCount(bits[row]), sums.Slice(at, targetCount));
                }

                continue;
            }

            var weights = leafWeights.AsSpan(_forest.LeafStarts[masks.FirstLeaf]);
            for (int row = 0, at = target; at < sums.Length; row++, at += targetCount)
            {
                sums[at] += weights[BitOperations.TrailingZeroCount(bits[row])].Weight;
            }
        }
    }

    private void AddLeaf(int leaf, Span<double> sums)
    {
        foreach (var weight in _forest.Weights.AsSpan(_forest.LeafStarts[leaf], _forest.LeafStarts[leaf + 1] - _forest.LeafStarts[leaf]))
        {
            sums[weight.Target] += weight.Weight;
        }
    }

    /// <summary>The target of all leaves of a tree, of which each has one weight; -1 where they differ.</summary>
    private static int SingleTarget(Forest forest, LeafMasks tree)
    {
        int target = -1;
        for (int leaf = tree.FirstLeaf; leaf < tree.FirstLeaf + tree.LeafCount; leaf++)
        {
            int start = forest.LeafStarts[leaf];
            if (forest.LeafStarts[leaf + 1] != start + 1 || (target >= 0 && forest.Weights[start].Target != target))
            {
                return -1;
            }

            target = forest.Weights[start].Target;
        }

        return target;
    }
}
