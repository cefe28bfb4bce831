using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>
/// One tree of at most <see cref="MaxLeaves"/> leaves, made to be asked for many rows at once: a row starts with a bit for each leaf, each
/// comparison that sends it right clears the bits of the leaves on the left, and the lowest bit that is left is its leaf (C. Lucchese et
/// al., "QuickScorer", SIGIR 2015; with vectors SIGIR 2016). Every node is asked, but nothing branches and nothing waits for memory.
/// </summary>
internal sealed class LeafMasks
{
    /// <summary>The most leaves: the bits of one lane.</summary>
    public const int MaxLeaves = 32;

    /// <summary>The rows of a tile.</summary>
    public const int TileRows = 128;

    private const int StepRows = 32;

    private readonly Question[] _questions;
    private readonly int _missingGoesRightFrom;

    private LeafMasks(Question[] questions, int missingGoesRightFrom, int firstLeaf) =>
        (_questions, _missingGoesRightFrom, FirstLeaf) = (questions, missingGoesRightFrom, firstLeaf);

    /// <summary>The leaf of the lowest bit.</summary>
    public int FirstLeaf { get; }

    /// <summary>The number of leaves.</summary>
    public int LeafCount => _questions.Length + 1;

    /// <summary>Prepares a tree; null when it has too many leaves.</summary>
    /// <param name="nodes">The inner nodes of all trees, whose leaves are numbered from left to right.</param>
    /// <param name="root">The first node of the tree, or the complement of its only leaf.</param>
    public static LeafMasks? Create(TreeNode[] nodes, int root)
    {
        int firstLeaf = FirstLeafOf(nodes, root);
        var questions = new List<(Question Question, bool MissingGoesRight)>();
        if (Collect(nodes, root, firstLeaf, questions) - firstLeaf > MaxLeaves)
        {
            return null;
        }

        var ordered = questions.OrderBy(q => q.MissingGoesRight).Select(q => q.Question).ToArray();
        return new LeafMasks(ordered, questions.Count(q => !q.MissingGoesRight), firstLeaf);
    }

    /// <summary>One of the questions, of which there is one less than leaves.</summary>
    public (int Feature, float Threshold, uint LeavesOnLeft, bool MissingGoesRight) QuestionAt(int index)
    {
        var question = _questions[index];
        return (question.TileStart / TileRows, question.Threshold, question.LeavesOnLeft, index >= _missingGoesRightFrom);
    }

    /// <summary>Finds the leaves of a tile's rows.</summary>
    /// <param name="tile">The features one after the other, <see cref="TileRows"/> values of each.</param>
    /// <param name="bits">Gets for each row bits of which the lowest is its leaf.</param>
    public void Find(ReadOnlySpan<float> tile, Span<uint> bits)
    {
        ref float values = ref MemoryMarshal.GetReference(tile);
        ref uint target = ref MemoryMarshal.GetReference(bits);
        if (Vector512.IsHardwareAccelerated)
        {
            FindWide(ref values, ref target);
        }
        else
        {
            FindNarrow(ref values, ref target);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FindWide(ref float values, ref uint target)
    {
        const int WideRows = 64;
        for (nuint row = 0; row < TileRows; row += WideRows)
        {
            var a = Vector512<uint>.AllBitsSet;
            var b = a;
            var c = a;
            var d = a;
            foreach (ref readonly var question in _questions.AsSpan(0, _missingGoesRightFrom))
            {
                var threshold = Vector512.Create(question.Threshold);
                var kept = Vector512.Create(~question.LeavesOnLeft);
                nuint at = (nuint)question.TileStart + row;
                a = Ask(a, Vector512.LoadUnsafe(ref values, at), threshold, kept);
                b = Ask(b, Vector512.LoadUnsafe(ref values, at + 16), threshold, kept);
                c = Ask(c, Vector512.LoadUnsafe(ref values, at + 32), threshold, kept);
                d = Ask(d, Vector512.LoadUnsafe(ref values, at + 48), threshold, kept);
            }

            // What is not at most the threshold is above it or missing.
            foreach (ref readonly var question in _questions.AsSpan(_missingGoesRightFrom))
            {
                var threshold = Vector512.Create(question.Threshold);
                var kept = Vector512.Create(~question.LeavesOnLeft);
                nuint at = (nuint)question.TileStart + row;
                a &= Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref values, at), threshold).AsUInt32() | kept;
                b &= Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref values, at + 16), threshold).AsUInt32() | kept;
                c &= Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref values, at + 32), threshold).AsUInt32() | kept;
                d &= Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref values, at + 48), threshold).AsUInt32() | kept;
            }

            a.StoreUnsafe(ref target, row);
            b.StoreUnsafe(ref target, row + 16);
            c.StoreUnsafe(ref target, row + 32);
            d.StoreUnsafe(ref target, row + 48);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Ask(
        Vector512<uint> bits, Vector512<float> values, Vector512<float> threshold, Vector512<uint> kept) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(values, threshold).AsUInt32(), bits & kept, bits);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FindNarrow(ref float values, ref uint target)
    {
        for (nuint row = 0; row < TileRows; row += StepRows)
        {
            var a = Vector256<uint>.AllBitsSet;
            var b = a;
            var c = a;
            var d = a;
            foreach (ref readonly var question in _questions.AsSpan(0, _missingGoesRightFrom))
            {
                var threshold = Vector256.Create(question.Threshold);
                var left = Vector256.Create(question.LeavesOnLeft);
                nuint at = (nuint)question.TileStart + row;
                a = Vector256.AndNot(a, Vector256.GreaterThan(Vector256.LoadUnsafe(ref values, at), threshold).AsUInt32() & left);
                b = Vector256.AndNot(b, Vector256.GreaterThan(Vector256.LoadUnsafe(ref values, at + 8), threshold).AsUInt32() & left);
                c = Vector256.AndNot(c, Vector256.GreaterThan(Vector256.LoadUnsafe(ref values, at + 16), threshold).AsUInt32() & left);
                d = Vector256.AndNot(d, Vector256.GreaterThan(Vector256.LoadUnsafe(ref values, at + 24), threshold).AsUInt32() & left);
            }

            // What is not at most the threshold is above it or missing.
            foreach (ref readonly var question in _questions.AsSpan(_missingGoesRightFrom))
            {
                var threshold = Vector256.Create(question.Threshold);
                var left = Vector256.Create(question.LeavesOnLeft);
                nuint at = (nuint)question.TileStart + row;
                a &= Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref values, at), threshold).AsUInt32() | ~left;
                b &= Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref values, at + 8), threshold).AsUInt32() | ~left;
                c &= Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref values, at + 16), threshold).AsUInt32() | ~left;
                d &= Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref values, at + 24), threshold).AsUInt32() | ~left;
            }

            a.StoreUnsafe(ref target, row);
            b.StoreUnsafe(ref target, row + 8);
            c.StoreUnsafe(ref target, row + 16);
            d.StoreUnsafe(ref target, row + 24);
        }
    }

    private static int FirstLeafOf(TreeNode[] nodes, int next)
    {
        while (next >= 0)
        {
            next = nodes[next].Left;
        }

        return ~next;
    }

    /// <summary>Collects the nodes below one, and gives the leaf behind its last.</summary>
    private static int Collect(TreeNode[] nodes, int root, int firstLeaf, List<(Question Question, bool MissingGoesRight)> questions)
    {
        // Trees of a file may be as deep as they are large, so this keeps a stack of its own.
        var open = new Stack<(int Node, int FirstLeaf)>();
        int leaf = firstLeaf;
        int next = root;
        while (true)
        {
            while (next >= 0)
            {
                open.Push((next, leaf));
                next = nodes[next].Left;
            }

            leaf++;
            if (leaf - firstLeaf > MaxLeaves || !open.TryPop(out var node))
            {
                return leaf;
            }

            uint bits = (uint)(((1UL << (leaf - firstLeaf)) - 1) & ~((1UL << (node.FirstLeaf - firstLeaf)) - 1));
            var source = nodes[node.Node];
            questions.Add((
                new Question(source.Threshold, (source.FeatureAndMissing >> 1) * TileRows, bits), (source.FeatureAndMissing & 1) != 0));
            next = source.Right;
        }
    }

    private readonly record struct Question(float Threshold, int TileStart, uint LeavesOnLeft);
}
