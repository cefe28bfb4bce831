namespace Slipway.Learning.Binning;

/// <summary>
/// A feature in bins: bin <c>b</c> holds the values above threshold <c>b - 1</c> and at most threshold <c>b</c>. Missing values have the bin
/// after the last.
/// </summary>
/// <param name="Bins">The bin of each row.</param>
/// <param name="Thresholds">Ascending; one between each two bins.</param>
/// <param name="HasMissing">Whether some row lacks a value.</param>
internal sealed record BinnedColumn(byte[] Bins, float[] Thresholds, bool HasMissing)
{
    /// <summary>Whether the values are positions of words, whose order means little.</summary>
    public bool IsCategory { get; init; }

    /// <summary>The number of bins of values, 1 to 255.</summary>
    public int BinCount => Thresholds.Length + 1;

    /// <summary>The bin of missing values.</summary>
    public int MissingBin => BinCount;

    /// <summary>The number of bins, with that of missing values where there are any.</summary>
    public int TotalBinCount => HasMissing ? BinCount + 1 : BinCount;

    /// <summary>The threshold that separates a bin from the next; above all values for the last one.</summary>
    public float ThresholdAbove(int bin) => bin < Thresholds.Length ? Thresholds[bin] : float.MaxValue;
}
