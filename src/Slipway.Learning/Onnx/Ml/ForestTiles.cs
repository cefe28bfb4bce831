using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>
/// Asks a forest for many rows, tree by tree over tiles of rows: small trees by <see cref="LeafMasks"/>, others by walking down; and for
/// single rows by <see cref="SingleRowTrees"/>. The sums are those of <see cref="Forest.Add"/> to the last bit, as each row adds its
/// leaves in the order of the trees. Safe to use from several threads.
/// </summary>
internal sealed class ForestTiles
{
    // Beyond this, turning rows into a tile costs more than it saves.
    private const int MaxFeatures = 2048;

    // A process that asks for a few single rows is faster without what they would take to be compiled.
    private const int RowsBeforeSingle = 64;

    private readonly Forest _forest;
    private readonly LeafMasks?[] _trees;
    private readonly int[] _targets;
    private readonly float[] _leaves;
    private SingleRowTrees? _single;
    private int _singleRows;

    private ForestTiles(Forest forest, LeafMasks?[] trees, int[] targets)
    {
        (_forest, _trees, _targets) = (forest, trees, targets);
        HasAllMasks = !Array.Exists(trees, tree => tree is null);
        _leaves = new float[trees.Length * LeafMasks.MaxLeaves];
        for (int tree = 0; tree < trees.Length; tree++)
        {
            for (int leaf = 0; targets[tree] >= 0 && leaf < trees[tree]!.LeafCount; leaf++)
            {
                _leaves[(tree * LeafMasks.MaxLeaves) + leaf] = forest.Weights[forest.LeafStarts[trees[tree]!.FirstLeaf] + leaf].Weight;
            }
        }
    }

    /// <summary>Whether no tree needs its rows one after the other.</summary>
    public bool HasAllMasks { get; }

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

    /// <summary>As <see cref="Add"/>, of rows that stand in columns; no tree may need them otherwise.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="columnOf">The column of each feature.</param>
    /// <param name="start">The first row.</param>
    /// <param name="sums">The sums one row after the other.</param>
    /// <param name="targetCount">The sums of a row.</param>
    public void AddColumns(ReadOnlySpan<float[]?> columns, ReadOnlySpan<int> columnOf, int start, Span<double> sums, int targetCount)
    {
        const int TileRows = LeafMasks.TileRows;
        Span<uint> bits = stackalloc uint[TileRows];
        float[] tile = ArrayPool<float>.Shared.Rent(Math.Max(1, _forest.FeatureCount) * TileRows);
        for (int done = 0, rowCount = sums.Length / targetCount; done < rowCount; done += TileRows)
        {
            int count = Math.Min(TileRows, rowCount - done);
            for (int feature = 0; feature < _forest.FeatureCount; feature++)
            {
                columns[columnOf[feature]].AsSpan(start + done, count).CopyTo(tile.AsSpan(feature * TileRows));
            }

            AddTile(tile, default, 0, bits, sums.Slice(done * targetCount, count * targetCount), targetCount);
        }

        ArrayPool<float>.Shared.Return(tile);
    }

    /// <summary>Sets the sums of the weights that one row reaches, unless walking down the trees is as good.</summary>
    /// <param name="row">The features.</param>
    /// <param name="sums">Gets the sums of the row.</param>
    /// <returns>Whether they are set.</returns>
    [SkipLocalsInit]
    public bool TrySumRow(ReadOnlySpan<float> row, Span<double> sums)
    {
        if (_single is not { } single && !TryMakeSingle(out single))
        {
            return false;
        }

        const int MaxStack = 256;
        uint[]? rented = null;
        Span<uint> bits = single.BitsLength <= MaxStack
            ? stackalloc uint[MaxStack]
            : rented = ArrayPool<uint>.Shared.Rent(single.BitsLength);
        single.Find(row[.._forest.FeatureCount], bits);
        bits = bits[.._trees.Length];
        if (_forest.SingleWeights.Length > 0)
        {
            sums[0] = SumLeaves(bits);
        }
        else
        {
            sums.Clear();
            for (int tree = 0; tree < bits.Length; tree++)
            {
                AddLeaf(_trees[tree]!.FirstLeaf + BitOperations.TrailingZeroCount(bits[tree]), sums);
            }
        }

        if (rented is not null)
        {
            ArrayPool<uint>.Shared.Return(rented);
        }

        return true;
    }

    /// <summary>Counting and making them twice would do no harm, so nothing guards them from other threads.</summary>
    private bool TryMakeSingle([NotNullWhen(true)] out SingleRowTrees? single)
    {
        single = null;
        if (_singleRows < RowsBeforeSingle)
        {
            _singleRows++;
        }
        else if (HasAllMasks && SingleRowTrees.TryCreate(_trees!, _forest.FeatureCount) is { } made)
        {
            single = made;
            Volatile.Write(ref _single, made);
        }

        return single is not null;
    }

    private double SumLeaves(ReadOnlySpan<uint> bits)
    {
        double sum = 0;
        ref float leaves = ref MemoryMarshal.GetArrayDataReference(_leaves);
        foreach (uint treeBits in bits)
        {
            sum += Unsafe.Add(ref leaves, BitOperations.TrailingZeroCount(treeBits) & (LeafMasks.MaxLeaves - 1));
            leaves = ref Unsafe.Add(ref leaves, LeafMasks.MaxLeaves);
        }

        return sum;
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

            var leaves = _leaves.AsSpan(tree * LeafMasks.MaxLeaves, LeafMasks.MaxLeaves);
            int added = targetCount != 1 ? 0
                : Vector512.IsHardwareAccelerated && Avx512CD.IsSupported ? AddManyLeaves(bits, leaves, sums)
                : Avx2.IsSupported ? AddLeaves(bits, leaves, sums)
                : 0;
            for (int row = added, at = target + (added * targetCount); at < sums.Length; row++, at += targetCount)
            {
                sums[at] += leaves[BitOperations.TrailingZeroCount(bits[row])];
            }
        }
    }

    /// <summary>Adds the leaf of each row to its sum, sixteen rows at a time.</summary>
    /// <returns>The rows done; fewer than sixteen are left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int AddManyLeaves(Span<uint> bits, ReadOnlySpan<float> leaves, Span<double> sums)
    {
        const int Lanes = 16;
        var lower = Vector512.Create(leaves);
        var upper = Vector512.Create(leaves[Lanes..]);
        int row = 0;
        for (; row <= sums.Length - Lanes; row += Lanes)
        {
            var rowBits = Vector512.Create<uint>(bits[row..]).AsInt32();
            var leaf = Vector512.Create(LeafMasks.MaxLeaves - 1) - Avx512CD.LeadingZeroCount(rowBits & -rowBits);
            var weights = Avx512F.PermuteVar16x32x2(lower, leaf, upper);
            var sixteen = sums.Slice(row, Lanes);
            (Vector512.Create<double>(sixteen) + Avx512F.ConvertToVector512Double(weights.GetLower())).CopyTo(sixteen);
            (Vector512.Create<double>(sixteen[8..]) + Avx512F.ConvertToVector512Double(weights.GetUpper())).CopyTo(sixteen[8..]);
        }

        return row;
    }

    /// <summary>Adds the leaf of each row to its sum, eight rows at a time.</summary>
    /// <returns>The rows done; fewer than eight are left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int AddLeaves(Span<uint> bits, ReadOnlySpan<float> leaves, Span<double> sums)
    {
        const int FractionBits = 23;
        const int ExponentBias = 127;
        var first = Vector256.Create(leaves);
        var second = Vector256.Create(leaves[8..]);
        var third = Vector256.Create(leaves[16..]);
        var fourth = Vector256.Create(leaves[24..]);
        int row = 0;
        for (; row <= sums.Length - 8; row += 8)
        {
            // The place of the lowest bit is the exponent of the float that it makes; the highest bit makes a negative one of the same
            // exponent.
            var rowBits = Vector256.Create<uint>(bits[row..]).AsInt32();
            var lowest = Avx.ConvertToVector256Single(rowBits & -rowBits).AsInt32();
            var leaf = ((lowest >>> FractionBits) - Vector256.Create(ExponentBias)) & Vector256.Create(LeafMasks.MaxLeaves - 1);
            var ofEight = (leaf << 28).AsSingle();
            var lower = Avx.BlendVariable(Avx2.PermuteVar8x32(first, leaf), Avx2.PermuteVar8x32(second, leaf), ofEight);
            var upper = Avx.BlendVariable(Avx2.PermuteVar8x32(third, leaf), Avx2.PermuteVar8x32(fourth, leaf), ofEight);
            var weights = Avx.BlendVariable(lower, upper, (leaf << 27).AsSingle());
            var eight = sums.Slice(row, 8);
            (Vector256.Create<double>(eight) + Avx.ConvertToVector256Double(weights.GetLower())).CopyTo(eight);
            (Vector256.Create<double>(eight[4..]) + Avx.ConvertToVector256Double(weights.GetUpper())).CopyTo(eight[4..]);
        }

        return row;
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
