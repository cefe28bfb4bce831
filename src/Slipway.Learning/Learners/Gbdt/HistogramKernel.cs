using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>The inner loops of histograms. A bin is the two numbers of <see cref="SlopeSums"/>, one 128-bit addition a row.</summary>
internal static class HistogramKernel
{
    /// <summary>The numbers of a bin, and of a row's slopes.</summary>
    public const int Lanes = 2;

    /// <summary>
    /// The numbers from one feature to the next in the scratch of a block. Somewhat more than 256 bins: at exactly so many, the first bins
    /// of all features would compete for the same few places of the cache.
    /// </summary>
    public const int Stride = (256 + 32) * Lanes;

    /// <summary>The numbers in the scratch of a block.</summary>
    public const int ScratchLength = Stride * Binning.BinBlocks.Width;

    private const int FeatureBytes = Stride * sizeof(long);
    private const int BinMask = 0xFF * Lanes * sizeof(long);

    /// <summary>So many rows ahead, bins are called into the cache.</summary>
    private const int RowsAhead = 16;

    /// <summary>Adds the slopes of rows to the bins of eight features.</summary>
    /// <param name="scratch">The sums, <see cref="ScratchLength"/> numbers.</param>
    /// <param name="words">The bins of every row, eight features a word.</param>
    /// <param name="rows">The rows of the node.</param>
    /// <param name="pairs">The slopes of these rows, in their order.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(Span<long> scratch, ReadOnlySpan<ulong> words, ReadOnlySpan<int> rows, ReadOnlySpan<long> pairs)
    {
        ref byte sums = ref Unsafe.As<long, byte>(ref MemoryMarshal.GetReference(scratch));
        ref ulong word = ref MemoryMarshal.GetReference(words);
        ref int row = ref MemoryMarshal.GetReference(rows);
        ref long pair = ref MemoryMarshal.GetReference(pairs);
        nint last = rows.Length - 1;
        for (nint i = 0; i <= last; i++)
        {
            Prefetch(ref Unsafe.Add(ref word, (nint)(uint)Unsafe.Add(ref row, Math.Min(i + RowsAhead, last))));
            ulong bins = Unsafe.Add(ref word, (nint)(uint)Unsafe.Add(ref row, i));
            var slopes = Vector128.LoadUnsafe(ref pair, (nuint)(i * Lanes));
            Add(ref sums, ((nuint)bins << 4) & BinMask, slopes);
            Add(ref sums, (((nuint)bins >> 4) & BinMask) + FeatureBytes, slopes);
            Add(ref sums, (((nuint)bins >> 12) & BinMask) + (2 * FeatureBytes), slopes);
            Add(ref sums, (((nuint)bins >> 20) & BinMask) + (3 * FeatureBytes), slopes);
            Add(ref sums, (((nuint)bins >> 28) & BinMask) + (4 * FeatureBytes), slopes);
            Add(ref sums, (((nuint)bins >> 36) & BinMask) + (5 * FeatureBytes), slopes);
            Add(ref sums, (((nuint)bins >> 44) & BinMask) + (6 * FeatureBytes), slopes);
            Add(ref sums, (((nuint)bins >> 52) & BinMask) + (7 * FeatureBytes), slopes);
        }
    }

    /// <summary>Subtracts one child's sums from the parent's, which leaves the other child's.</summary>
    public static void Subtract(Span<long> parent, ReadOnlySpan<long> child)
    {
        ref long target = ref MemoryMarshal.GetReference(parent);
        ref long subtrahend = ref MemoryMarshal.GetReference(child[..parent.Length]);
        for (nuint i = 0; i < (nuint)parent.Length; i += Lanes)
        {
            (Vector128.LoadUnsafe(ref target, i) - Vector128.LoadUnsafe(ref subtrahend, i)).StoreUnsafe(ref target, i);
        }
    }

    /// <summary>Copies the slopes of rows into their order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather(ReadOnlySpan<long> pairs, ReadOnlySpan<int> rows, Span<long> gathered)
    {
        ref long source = ref MemoryMarshal.GetReference(pairs);
        ref long target = ref MemoryMarshal.GetReference(gathered[..(rows.Length * Lanes)]);
        for (int i = 0; i < rows.Length; i++)
        {
            Vector128.LoadUnsafe(ref source, (nuint)(uint)rows[i] * Lanes).StoreUnsafe(ref target, (nuint)i * Lanes);
        }
    }

    /// <summary>Moves the rows that go left to the front; both sides keep their order.</summary>
    /// <param name="rows">The rows; those that go left come first, what is behind them is left over.</param>
    /// <param name="rights">Receives the others.</param>
    /// <param name="bins">The bin of every row.</param>
    /// <param name="goesLeft">For each of 256 bins 1 or 0.</param>
    /// <returns>The number of rows that go left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Partition(Span<int> rows, Span<int> rights, byte[] bins, ReadOnlySpan<byte> goesLeft)
    {
        ref int row = ref MemoryMarshal.GetReference(rows);
        ref int right = ref MemoryMarshal.GetReference(rights[..rows.Length]);
        ref byte bin = ref MemoryMarshal.GetArrayDataReference(bins);
        ref byte side = ref MemoryMarshal.GetReference(goesLeft[..256]);
        nint lefts = 0;
        for (nint i = 0; i < rows.Length; i++)
        {
            int moved = Unsafe.Add(ref row, i);
            nint isLeft = Unsafe.Add(ref side, (nint)Unsafe.Add(ref bin, (nint)(uint)moved));
            Unsafe.Add(ref row, lefts) = moved;
            Unsafe.Add(ref right, i - lefts) = moved;
            lefts += isLeft;
        }

        return (int)lefts;
    }

    // The rows of a leaf lie scattered. Should the array move meanwhile, something else is in the cache, and nothing else happens.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Prefetch(ref ulong word)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref word));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref byte sums, nuint offset, Vector128<long> slopes)
    {
        ref byte bin = ref Unsafe.AddByteOffset(ref sums, offset);
        (Unsafe.ReadUnaligned<Vector128<long>>(ref bin) + slopes).StoreUnsafe(ref Unsafe.As<byte, long>(ref bin));
    }
}
