using Slipway.Learning.Performance;

namespace Slipway.Scoring;

/// <summary>That a range is scored: its scored rows are staged, its rejected rows and its profile are kept beside this.</summary>
internal sealed record RangeRecord(long Scored, long Rejected, bool HasProfile)
{
    /// <summary>What the performance is estimated from; null where it is not.</summary>
    public EstimationSums? Estimation { get; init; }
}
