namespace Slipway.Learning.Binning;

/// <summary>Some of the 256 bins of a feature.</summary>
internal readonly record struct BinSet(UInt128 Low, UInt128 High)
{
    private const int HalfBits = 128;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => Low == 0 && High == 0;

    /// <summary>These bins and one more.</summary>
    public BinSet With(int bin) => bin < HalfBits
        ? this with { Low = Low | (UInt128.One << bin) }
        : this with { High = High | (UInt128.One << (bin - HalfBits)) };

    /// <summary>Whether a bin is among them.</summary>
    public bool Contains(int bin) => ((bin < HalfBits ? Low >> bin : High >> (bin - HalfBits)) & 1) != 0;
}
