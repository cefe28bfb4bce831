namespace Slipway.Learning.Learners.Gbdt;

/// <summary>Histograms that are used again and again. There is a limit to the memory they take together, but always one to give.</summary>
/// <param name="totalBins">The bins of all features.</param>
internal sealed class HistogramPool(int totalBins)
{
    private const long MaxBytes = 256L << 20;

    private readonly int _limit =
        (int)Math.Clamp(MaxBytes / (Math.Max(1L, totalBins) * HistogramKernel.Lanes * sizeof(long)), 4, int.MaxValue);
    private readonly Stack<NodeHistogram> _spare = [];
    private int _lent;

    /// <summary>Whether another histogram would be one too many.</summary>
    public bool IsExhausted => _lent >= _limit;

    /// <summary>A histogram with anything in it.</summary>
    public NodeHistogram Rent()
    {
        _lent++;
        return _spare.TryPop(out var spare) ? spare : new NodeHistogram(totalBins);
    }

    /// <summary>Takes the histogram of a leaf back, if it has one.</summary>
    public void Return(GrowingLeaf leaf)
    {
        if (leaf.Histogram is { } histogram)
        {
            _spare.Push(histogram);
            _lent--;
            leaf.Histogram = null;
        }
    }
}
