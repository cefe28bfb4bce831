using Slipway.Learning.Binning;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>A question that a node could ask.</summary>
/// <param name="Gain">Twice what it takes off the loss; 0 where no split is worth while.</param>
/// <param name="Feature">The feature.</param>
/// <param name="Bin">The last bin that goes left.</param>
/// <param name="MissingGoesLeft">Where missing values go.</param>
/// <param name="Left">The sums of the rows that go left.</param>
internal readonly record struct SplitCandidate(double Gain, int Feature, int Bin, bool MissingGoesLeft, SlopeSums Left)
{
    /// <summary>The bins that go left where the question is for a set of words, which has no last bin; else none.</summary>
    public BinSet LeftBins { get; init; }

    /// <summary>No split.</summary>
    public static SplitCandidate None => new(0, -1, -1, false, default);
}
