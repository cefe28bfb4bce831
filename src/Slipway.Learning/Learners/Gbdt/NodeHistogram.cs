using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>
/// For each bin of each feature, the sums over the rows of a node: first derivative, second derivative, row count, and a lane of padding,
/// so that a row is one 256-bit addition. The width is fixed, so every machine adds in the same order.
/// </summary>
internal sealed class NodeHistogram
{
    /// <summary>The numbers a bin (and a row's slopes) takes.</summary>
    public const int Lanes = 4;

    private const int Alignment = 64;
    private readonly double[] _sums;
    private readonly int _start;
    private readonly int _length;

    public NodeHistogram(int totalBins)
    {
        // Pinned and aligned: a bin that straddles two cache lines costs twice.
        _length = totalBins * Lanes;
        _sums = GC.AllocateUninitializedArray<double>(_length + (Alignment / sizeof(double)), pinned: true);
        nint misaligned = Marshal.UnsafeAddrOfPinnedArrayElement(_sums, 0) & (Alignment - 1);
        _start = misaligned == 0 ? 0 : (int)((Alignment - misaligned) / sizeof(double));
    }

    /// <summary>The sums of a range of bins.</summary>
    public Span<double> Bins(int firstBin, int binCount) => _sums.AsSpan(_start, _length).Slice(firstBin * Lanes, binCount * Lanes);

    /// <summary>Sums the slopes of rows by their bin.</summary>
    /// <param name="sums">The bins of one feature; cleared first.</param>
    /// <param name="rowBins">The feature's bin of every row.</param>
    /// <param name="rows">The rows of the node.</param>
    /// <param name="slopes">The slopes of these rows, in their order.</param>
    public static void Fill(Span<double> sums, byte[] rowBins, ReadOnlySpan<int> rows, ReadOnlySpan<double> slopes)
    {
        sums.Clear();
        ref double sum = ref MemoryMarshal.GetReference(sums);
        ref double slope = ref MemoryMarshal.GetReference(slopes);
        for (int i = 0; i < rows.Length; i++)
        {
            ref double bin = ref Unsafe.Add(ref sum, rowBins[rows[i]] * Lanes);
            (Vector256.LoadUnsafe(ref bin) + Vector256.LoadUnsafe(ref slope, (nuint)(i * Lanes))).StoreUnsafe(ref bin);
        }
    }

    /// <summary>Subtracts one child's sums from the parent's, which leaves the other child's.</summary>
    public static void Subtract(Span<double> parent, ReadOnlySpan<double> child)
    {
        ref double target = ref MemoryMarshal.GetReference(parent);
        ref double subtrahend = ref MemoryMarshal.GetReference(child[..parent.Length]);
        for (nuint i = 0; i < (nuint)parent.Length; i += Lanes)
        {
            (Vector256.LoadUnsafe(ref target, i) - Vector256.LoadUnsafe(ref subtrahend, i)).StoreUnsafe(ref target, i);
        }
    }
}
