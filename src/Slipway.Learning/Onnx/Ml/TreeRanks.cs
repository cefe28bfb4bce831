using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>
/// Asks many small trees for one row at once, as <see cref="TreeLanes"/>, where no feature has more than 255 thresholds, as those of
/// binned training have. Each feature is first replaced by its rank among its thresholds, a byte; then 32 trees are asked at a time, and the
/// bits of their leaves stand in four vectors, one for each eight leaves. The questions of a tree stand from left to right: the left side of
/// the first eight ends within the first eight leaves, so that they need one of the vectors, the next eight two, and so on. Immutable.
/// </summary>
internal sealed class TreeRanks
{
    /// <summary>The trees that are asked at a time.</summary>
    private const int Lanes = 32;

    /// <summary>The most features: what two shuffles of bytes find.</summary>
    private const int MaxFeatures = 32;

    private const int MaxThresholds = 255;
    private const int PlaneLeaves = 8;
    private const int Floats = 8;

    // Thresholds stand in buckets of two vectors, and the last of each bucket in two more: a rank takes four comparisons of vectors.
    private const int Bucket = 2 * Floats;

    // A shuffle gives 0 for an index with its highest bit set: each of the two tables is left out by it for the features of the other.
    private const byte LeavesOut = 0x80;

    // Ranks are compared as signed bytes.
    private const int RankOffset = 128;

    private readonly float[] _lasts;
    private readonly float[] _thresholds;
    private readonly int[] _starts;
    private readonly byte[] _questions;
    private readonly byte[] _missingGoesRight;
    private readonly int[] _groupEnds;

    private TreeRanks(
        (float[] Lasts, float[] Thresholds, int[] Starts) ranks, byte[] questions, byte[] missingGoesRight, int[] groupEnds)
    {
        (_lasts, _thresholds, _starts) = ranks;
        (_questions, _missingGoesRight, _groupEnds) = (questions, missingGoesRight, groupEnds);
    }

    /// <summary>The room that <see cref="Find"/> needs.</summary>
    public int BitsLength => _groupEnds.Length * Lanes;

    /// <summary>Prepares trees; null where the processor or the trees do not suit.</summary>
    /// <param name="trees">The trees.</param>
    /// <param name="featureCount">The features that they ask for.</param>
    public static TreeRanks? TryCreate(IReadOnlyList<LeafMasks> trees, int featureCount)
    {
        if (!Avx2.IsSupported || featureCount is 0 or > MaxFeatures)
        {
            return null;
        }

        var thresholds = new SortedSet<float>[featureCount];
        for (int feature = 0; feature < featureCount; feature++)
        {
            thresholds[feature] = [];
        }

        foreach (var tree in trees)
        {
            for (int i = 0; i < tree.LeafCount - 1; i++)
            {
                var question = tree.QuestionAt(i);
                thresholds[question.Feature].Add(question.Threshold);
            }
        }

        return Array.TrueForAll(thresholds, found => found.Count <= MaxThresholds)
            ? Create(trees, Array.ConvertAll(thresholds, found => found.ToArray()))
            : null;
    }

    /// <summary>Finds the leaf of each tree.</summary>
    /// <param name="row">The features.</param>
    /// <param name="bits">Gets for each tree bits of which the lowest is its leaf.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Find(ReadOnlySpan<float> row, Span<uint> bits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits.Length, BitsLength);
        Span<byte> ranks = stackalloc byte[MaxFeatures];
        Span<byte> missing = stackalloc byte[MaxFeatures];
        row = row[.._starts.Length];
        Rank(row, ranks);
        bool hasMissing = FindMissing(row, missing);
        var lower = Table(ranks);
        var upper = Table(ranks[(MaxFeatures / 2)..]);
        var missingLower = Table(missing);
        var missingUpper = Table(missing[(MaxFeatures / 2)..]);
        ref byte asked = ref MemoryMarshal.GetArrayDataReference(_questions);
        ref byte whereMissing = ref MemoryMarshal.GetArrayDataReference(_missingGoesRight);
        for (int group = 0, question = 0; group < _groupEnds.Length; group++)
        {
            var a = Vector256<byte>.AllBitsSet;
            var b = a;
            var c = a;
            var d = a;

            // Four loops of one shape: one loop with the number of vectors as a variable was measured to take a quarter more time.
            int end = _groupEnds[group];
            for (int left = Math.Min(end - question, PlaneLeaves); left > 0; left--, question++)
            {
                var right = Ask(ref asked, lower, upper);
                right = hasMissing ? right | AskMissing(ref asked, ref whereMissing, question, missingLower, missingUpper) : right;
                a = Vector256.AndNot(a, right & Plane(ref asked, 0));
                asked = ref Unsafe.Add(ref asked, QuestionBytes(1));
            }

            for (int left = Math.Min(end - question, PlaneLeaves); left > 0; left--, question++)
            {
                var right = Ask(ref asked, lower, upper);
                right = hasMissing ? right | AskMissing(ref asked, ref whereMissing, question, missingLower, missingUpper) : right;
                a = Vector256.AndNot(a, right & Plane(ref asked, 0));
                b = Vector256.AndNot(b, right & Plane(ref asked, 1));
                asked = ref Unsafe.Add(ref asked, QuestionBytes(2));
            }

            for (int left = Math.Min(end - question, PlaneLeaves); left > 0; left--, question++)
            {
                var right = Ask(ref asked, lower, upper);
                right = hasMissing ? right | AskMissing(ref asked, ref whereMissing, question, missingLower, missingUpper) : right;
                a = Vector256.AndNot(a, right & Plane(ref asked, 0));
                b = Vector256.AndNot(b, right & Plane(ref asked, 1));
                c = Vector256.AndNot(c, right & Plane(ref asked, 2));
                asked = ref Unsafe.Add(ref asked, QuestionBytes(3));
            }

            for (; question < end; question++)
            {
                var right = Ask(ref asked, lower, upper);
                right = hasMissing ? right | AskMissing(ref asked, ref whereMissing, question, missingLower, missingUpper) : right;
                a = Vector256.AndNot(a, right & Plane(ref asked, 0));
                b = Vector256.AndNot(b, right & Plane(ref asked, 1));
                c = Vector256.AndNot(c, right & Plane(ref asked, 2));
                d = Vector256.AndNot(d, right & Plane(ref asked, 3));
                asked = ref Unsafe.Add(ref asked, QuestionBytes(4));
            }

            Store(a, b, c, d, ref bits[group * Lanes]);
        }
    }

    /// <summary>Which of 32 trees send the row right at a question, missing values not counted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Ask(ref byte asked, Vector256<byte> lower, Vector256<byte> upper)
    {
        var rank = Look(ref asked, lower, upper).AsSByte();
        return Vector256.GreaterThan(rank, Vector256.LoadUnsafe(ref asked, Lanes).AsSByte()).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> AskMissing(
        ref byte asked, ref byte whereMissing, int question, Vector256<byte> lower, Vector256<byte> upper) =>
        Look(ref asked, lower, upper) & Vector256.LoadUnsafe(ref whereMissing, (nuint)question * Lanes);

    /// <summary>Looks the feature of each tree up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Look(ref byte asked, Vector256<byte> lower, Vector256<byte> upper)
    {
        var feature = Vector256.LoadUnsafe(ref asked);
        return Avx2.Shuffle(lower, feature) | Avx2.Shuffle(upper, feature ^ Vector256.Create(LeavesOut));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Plane(ref byte asked, nuint plane) => Vector256.LoadUnsafe(ref asked, (2 + plane) * Lanes);

    private static TreeRanks Create(IReadOnlyList<LeafMasks> trees, float[][] thresholds)
    {
        int groups = (trees.Count + Lanes - 1) / Lanes;
        int[] groupEnds = new int[groups];
        var starts = new List<int>();
        int length = 0;
        for (int group = 0; group < groups; group++)
        {
            int count = trees.Skip(group * Lanes).Take(Lanes).Max(tree => tree.LeafCount - 1);
            for (int i = 0; i < count; i++)
            {
                starts.Add(length);
                length += QuestionBytes(1 + (i / PlaneLeaves));
            }

            groupEnds[group] = starts.Count;
        }

        // Shorter trees are filled up with questions that clear nothing.
        byte[] questions = new byte[length];
        byte[] missingGoesRight = new byte[starts.Count * Lanes];
        for (int tree = 0; tree < trees.Count; tree++)
        {
            int group = tree / Lanes, lane = tree % Lanes;
            for (int i = 0; i < trees[tree].LeafCount - 1; i++)
            {
                var (feature, threshold, leavesOnLeft, isMissingRight) = trees[tree].QuestionAt(i);
                int place = BitOperations.Log2(leavesOnLeft);
                int question = (group == 0 ? 0 : groupEnds[group - 1]) + place;
                int at = starts[question] + lane;
                questions[at] = (byte)(feature < MaxFeatures / 2 ? feature : (feature - (MaxFeatures / 2)) | LeavesOut);
                questions[at + Lanes] = (byte)(Array.BinarySearch(thresholds[feature], threshold) - RankOffset);
                for (int plane = 0; plane <= place / PlaneLeaves; plane++)
                {
                    questions[at + ((2 + plane) * Lanes)] = (byte)(leavesOnLeft >> (PlaneLeaves * plane));
                }

                missingGoesRight[(question * Lanes) + lane] = isMissingRight ? byte.MaxValue : (byte)0;
            }
        }

        return new TreeRanks(FillBuckets(thresholds), questions, missingGoesRight, groupEnds);
    }

    private static int QuestionBytes(int planes) => (2 + planes) * Lanes;

    private static (float[] Lasts, float[] Thresholds, int[] Starts) FillBuckets(float[][] thresholds)
    {
        // Nothing is above the infinities that fill up the last bucket of each feature, of which there is at least one.
        int[] starts = new int[thresholds.Length];
        for (int feature = 1; feature < starts.Length; feature++)
        {
            starts[feature] = starts[feature - 1] + (((thresholds[feature - 1].Length / Bucket) + 1) * Bucket);
        }

        float[] sorted = new float[starts[^1] + (((thresholds[^1].Length / Bucket) + 1) * Bucket)];
        float[] lasts = new float[thresholds.Length * Bucket];
        sorted.AsSpan().Fill(float.PositiveInfinity);
        lasts.AsSpan().Fill(float.PositiveInfinity);
        for (int feature = 0; feature < thresholds.Length; feature++)
        {
            thresholds[feature].CopyTo(sorted, starts[feature]);
            for (int bucket = 0; bucket < thresholds[feature].Length / Bucket; bucket++)
            {
                lasts[(feature * Bucket) + bucket] = sorted[starts[feature] + (bucket * Bucket) + Bucket - 1];
            }
        }

        return (lasts, sorted, starts);
    }

    /// <summary>Counts for each feature the thresholds that it is above.</summary>
    private void Rank(ReadOnlySpan<float> row, Span<byte> ranks)
    {
        ref float lasts = ref MemoryMarshal.GetArrayDataReference(_lasts);
        ref float thresholds = ref MemoryMarshal.GetArrayDataReference(_thresholds);
        int[] starts = _starts;
        for (int feature = 0; feature < starts.Length; feature++)
        {
            var value = Vector256.Create(row[feature]);
            int before = CountAbove(value, ref lasts, feature * Bucket) * Bucket;
            int within = CountAbove(value, ref thresholds, starts[feature] + before);
            ranks[feature] = (byte)(before + within - RankOffset);
        }
    }

    /// <summary>Finds which features are missing, and whether any is.</summary>
    private static bool FindMissing(ReadOnlySpan<float> row, Span<byte> missing)
    {
        bool hasMissing = false;
        int feature = 0;
        for (; feature <= row.Length - Floats; feature += Floats)
        {
            var eight = Vector256.Create(row[feature..]);
            hasMissing |= !Vector256.EqualsAll(eight, eight);
        }

        for (; feature < row.Length; feature++)
        {
            hasMissing |= float.IsNaN(row[feature]);
        }

        for (feature = 0; hasMissing && feature < row.Length; feature++)
        {
            missing[feature] = float.IsNaN(row[feature]) ? byte.MaxValue : (byte)0;
        }

        return hasMissing;
    }

    /// <summary>How many of the thresholds of a bucket the value in all lanes is above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountAbove(Vector256<float> value, ref float bucket, int start)
    {
        uint first = Vector256.GreaterThan(value, Vector256.LoadUnsafe(ref bucket, (nuint)start)).ExtractMostSignificantBits();
        uint second = Vector256.GreaterThan(value, Vector256.LoadUnsafe(ref bucket, (nuint)start + Floats)).ExtractMostSignificantBits();
        return BitOperations.PopCount(first | (second << Floats));
    }

    private static Vector256<byte> Table(ReadOnlySpan<byte> sixteen) => Vector256.Create(Vector128.Create(sixteen), Vector128.Create(sixteen));

    /// <summary>Puts the four bytes of each lane side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<byte> a, Vector256<byte> b, Vector256<byte> c, Vector256<byte> d, ref uint target)
    {
        const int HalfLanes = Lanes / 2;
        var lowPairs = Avx2.UnpackLow(a, b).AsUInt16();
        var highPairs = Avx2.UnpackHigh(a, b).AsUInt16();
        var lowRest = Avx2.UnpackLow(c, d).AsUInt16();
        var highRest = Avx2.UnpackHigh(c, d).AsUInt16();
        Store(Avx2.UnpackLow(lowPairs, lowRest).AsUInt32(), ref target, 0);
        Store(Avx2.UnpackHigh(lowPairs, lowRest).AsUInt32(), ref target, 4);
        Store(Avx2.UnpackLow(highPairs, highRest).AsUInt32(), ref target, 8);
        Store(Avx2.UnpackHigh(highPairs, highRest).AsUInt32(), ref target, 12);

        static void Store(Vector256<uint> eight, ref uint target, nuint at)
        {
            eight.GetLower().StoreUnsafe(ref target, at);
            eight.GetUpper().StoreUnsafe(ref target, at + HalfLanes);
        }
    }
}
