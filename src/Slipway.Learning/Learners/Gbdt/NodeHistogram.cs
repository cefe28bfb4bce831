namespace Slipway.Learning.Learners.Gbdt;

/// <summary>For each bin of each feature, the sums over the rows of a node.</summary>
/// <param name="totalBins">The bins of all features.</param>
internal sealed class NodeHistogram(int totalBins)
{
    private readonly long[] _sums = GC.AllocateUninitializedArray<long>(totalBins * HistogramKernel.Lanes);

    /// <summary>The sums of a range of bins: two numbers each.</summary>
    public Span<long> Bins(int firstBin, int binCount) => _sums.AsSpan(firstBin * HistogramKernel.Lanes, binCount * HistogramKernel.Lanes);
}
