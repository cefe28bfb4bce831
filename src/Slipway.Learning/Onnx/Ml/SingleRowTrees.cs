namespace Slipway.Learning.Onnx.Ml;

/// <summary>Small trees made to be asked for one row, in the fastest way that suits them. Immutable.</summary>
internal sealed class SingleRowTrees
{
    private readonly TreeRanks? _ranks;
    private readonly TreeLanes? _lanes;

    private SingleRowTrees(TreeRanks? ranks, TreeLanes? lanes) => (_ranks, _lanes) = (ranks, lanes);

    /// <summary>The room that <see cref="Find"/> needs.</summary>
    public int BitsLength => _ranks?.BitsLength ?? _lanes!.BitsLength;

    /// <summary>Prepares trees; null where walking down is as good.</summary>
    /// <param name="trees">The trees.</param>
    /// <param name="featureCount">The features that they ask for.</param>
    public static SingleRowTrees? TryCreate(IReadOnlyList<LeafMasks> trees, int featureCount) =>
        TreeRanks.TryCreate(trees, featureCount) is { } ranks ? new SingleRowTrees(ranks, null)
        : TreeLanes.Supports(featureCount) ? new SingleRowTrees(null, TreeLanes.Create(trees, featureCount))
        : null;

    /// <summary>Finds the leaf of each tree.</summary>
    /// <param name="row">The features.</param>
    /// <param name="bits">Gets for each tree bits of which the lowest is its leaf.</param>
    public void Find(ReadOnlySpan<float> row, Span<uint> bits)
    {
        if (_ranks is not null)
        {
            _ranks.Find(row, bits);
            return;
        }

        Span<float> padded = stackalloc float[TreeLanes.MaxFeatures];
        row.CopyTo(padded);
        _lanes!.Find(padded, bits);
    }
}
