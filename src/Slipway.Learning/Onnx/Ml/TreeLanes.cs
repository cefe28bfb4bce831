using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>
/// Asks many small trees for one row at once: as <see cref="LeafMasks"/>, but with a tree in each lane. The row stays in registers, where a
/// shuffle finds the features that the trees ask for. Immutable.
/// </summary>
internal sealed class TreeLanes
{
    /// <summary>The most features: what two shuffles find.</summary>
    public const int MaxFeatures = 64;

    private const int Lanes = 16;
    private const int Half = Lanes / 2;
    private const int TableFeatures = 32;

    // The sign of a question's feature, which a shuffle does not look at.
    private const int MissingGoesRight = int.MinValue;

    private readonly float[] _thresholds;
    private readonly int[] _features;
    private readonly uint[] _kept;
    private readonly int[] _groupStarts;
    private readonly bool _isWide;

    private TreeLanes(float[] thresholds, int[] features, uint[] kept, int[] groupStarts, bool isWide) =>
        (_thresholds, _features, _kept, _groupStarts, _isWide) = (thresholds, features, kept, groupStarts, isWide);

    /// <summary>The room that <see cref="Find"/> needs.</summary>
    public int BitsLength => (_groupStarts.Length - 1) * Lanes;

    /// <summary>Whether the processor finds so many features.</summary>
    public static bool Supports(int featureCount) =>
        Vector512.IsHardwareAccelerated ? featureCount <= MaxFeatures : Avx2.IsSupported && featureCount <= TableFeatures;

    /// <summary>Prepares trees.</summary>
    /// <param name="trees">The trees.</param>
    /// <param name="featureCount">The features that they ask for, of which <see cref="Supports"/> is true.</param>
    public static TreeLanes Create(IReadOnlyList<LeafMasks> trees, int featureCount)
    {
        int groups = (trees.Count + Lanes - 1) / Lanes;
        int[] groupStarts = new int[groups + 1];
        for (int group = 0; group < groups; group++)
        {
            int longest = trees.Skip(group * Lanes).Take(Lanes).Max(tree => tree.LeafCount - 1);
            groupStarts[group + 1] = groupStarts[group] + (longest * Lanes);
        }

        // Shorter trees are filled up with questions that change nothing.
        float[] thresholds = new float[groupStarts[^1]];
        int[] features = new int[groupStarts[^1]];
        uint[] kept = new uint[groupStarts[^1]];
        kept.AsSpan().Fill(uint.MaxValue);
        for (int tree = 0; tree < trees.Count; tree++)
        {
            for (int i = 0, at = groupStarts[tree / Lanes] + (tree % Lanes); i < trees[tree].LeafCount - 1; i++, at += Lanes)
            {
                var (feature, threshold, leavesOnLeft, missingGoesRight) = trees[tree].QuestionAt(i);
                (thresholds[at], features[at], kept[at]) = (threshold, feature | (missingGoesRight ? MissingGoesRight : 0), ~leavesOnLeft);
            }
        }

        return new TreeLanes(thresholds, features, kept, groupStarts, featureCount > TableFeatures);
    }

    /// <summary>Finds the leaf of each tree.</summary>
    /// <param name="row">The features, with room for <see cref="MaxFeatures"/>.</param>
    /// <param name="bits">Gets for each tree bits of which the lowest is its leaf.</param>
    public void Find(ReadOnlySpan<float> row, Span<uint> bits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(row.Length, MaxFeatures);
        ArgumentOutOfRangeException.ThrowIfLessThan(bits.Length, BitsLength);
        ref float values = ref MemoryMarshal.GetReference(row);
        ref uint target = ref MemoryMarshal.GetReference(bits);
        for (int group = 0; group < _groupStarts.Length - 1; group++)
        {
            int start = _groupStarts[group];
            int endExclusive = _groupStarts[group + 1];
            if (Vector512.IsHardwareAccelerated)
            {
                FindWide(ref values, start, endExclusive, ref Unsafe.Add(ref target, group * Lanes));
            }
            else
            {
                FindHalf(ref values, start, endExclusive, ref Unsafe.Add(ref target, group * Lanes));
                FindHalf(ref values, start + Half, endExclusive, ref Unsafe.Add(ref target, (group * Lanes) + Half));
            }
        }
    }

    private void FindWide(ref float values, int start, int endExclusive, ref uint target)
    {
        ref float thresholds = ref MemoryMarshal.GetArrayDataReference(_thresholds);
        ref int features = ref MemoryMarshal.GetArrayDataReference(_features);
        ref uint kept = ref MemoryMarshal.GetArrayDataReference(_kept);
        var a = Vector512.LoadUnsafe(ref values);
        var b = Vector512.LoadUnsafe(ref values, Lanes);
        var c = Vector512.LoadUnsafe(ref values, 2 * Lanes);
        var d = Vector512.LoadUnsafe(ref values, 3 * Lanes);
        var all = Vector512<uint>.AllBitsSet;
        bool hasMissing = !(Vector512.EqualsAll(a, a) & Vector512.EqualsAll(b, b) & Vector512.EqualsAll(c, c) & Vector512.EqualsAll(d, d));
        if (!_isWide && !hasMissing)
        {
            for (nuint at = (nuint)start; at < (nuint)endExclusive; at += Lanes)
            {
                var value = Avx512F.PermuteVar16x32x2(a, Vector512.LoadUnsafe(ref features, at), b);
                var right = Vector512.GreaterThan(value, Vector512.LoadUnsafe(ref thresholds, at)).AsUInt32();
                all = Vector512.ConditionalSelect(right, all & Vector512.LoadUnsafe(ref kept, at), all);
            }
        }
        else
        {
            for (nuint at = (nuint)start; at < (nuint)endExclusive; at += Lanes)
            {
                var feature = Vector512.LoadUnsafe(ref features, at);
                var value = Vector512.ConditionalSelect(
                    Vector512.Equals(feature & Vector512.Create(TableFeatures), Vector512<int>.Zero).AsSingle(),
                    Avx512F.PermuteVar16x32x2(a, feature, b),
                    Avx512F.PermuteVar16x32x2(c, feature, d));
                var right = Vector512.GreaterThan(value, Vector512.LoadUnsafe(ref thresholds, at)).AsInt32()
                    | (~Vector512.Equals(value, value).AsInt32() & (feature >> 31));
                all &= Vector512.LoadUnsafe(ref kept, at) | ~right.AsUInt32();
            }
        }

        all.StoreUnsafe(ref target);
    }

    private void FindHalf(ref float values, int start, int endExclusive, ref uint target)
    {
        ref float thresholds = ref MemoryMarshal.GetArrayDataReference(_thresholds);
        ref int features = ref MemoryMarshal.GetArrayDataReference(_features);
        ref uint kept = ref MemoryMarshal.GetArrayDataReference(_kept);
        var a = Vector256.LoadUnsafe(ref values);
        var b = Vector256.LoadUnsafe(ref values, Half);
        var c = Vector256.LoadUnsafe(ref values, 2 * Half);
        var d = Vector256.LoadUnsafe(ref values, 3 * Half);
        var all = Vector256<uint>.AllBitsSet;
        for (nuint at = (nuint)start; at < (nuint)endExclusive; at += Lanes)
        {
            // A blend looks at the highest bit alone: that of 8 and that of 16 are moved there.
            var feature = Vector256.LoadUnsafe(ref features, at);
            var ofEight = (feature << 28).AsSingle();
            var value = Avx.BlendVariable(
                Avx.BlendVariable(Avx2.PermuteVar8x32(a, feature), Avx2.PermuteVar8x32(b, feature), ofEight),
                Avx.BlendVariable(Avx2.PermuteVar8x32(c, feature), Avx2.PermuteVar8x32(d, feature), ofEight),
                (feature << 27).AsSingle());
            var right = Vector256.GreaterThan(value, Vector256.LoadUnsafe(ref thresholds, at)).AsInt32()
                | (~Vector256.Equals(value, value).AsInt32() & (feature >> 31));
            all &= Vector256.LoadUnsafe(ref kept, at) | ~right.AsUInt32();
        }

        all.StoreUnsafe(ref target);
    }
}
