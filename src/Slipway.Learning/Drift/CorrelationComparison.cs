namespace Slipway.Learning.Drift;

/// <summary>How the correlations between numeric columns changed; serialisable as JSON, every number finite.</summary>
/// <param name="TestedPairCount">The pairs of columns that were compared.</param>
/// <param name="ChangedPairCount">Those of them whose correlation changed.</param>
/// <param name="SmallestChange">The difference below which a correlation counts as unchanged.</param>
/// <param name="Significance">The share of false ones among the changes found that is accepted.</param>
/// <param name="Largest">The pairs that changed, largest difference first, at most <see cref="CorrelationChanges.MaxListed"/>.</param>
public sealed record CorrelationComparison(
    int TestedPairCount, int ChangedPairCount, double SmallestChange, double Significance, IReadOnlyList<CorrelationChange> Largest);
