using Slipway.Learning.Performance;
using Slipway.Learning.Profiles;

namespace Slipway.Scoring;

/// <summary>What scoring a file, or a range of one, came to.</summary>
/// <param name="Counts">The rows.</param>
/// <param name="Profile">The profile of inputs and answers, if one was asked for and there are rows.</param>
/// <param name="IgnoredColumns">The columns that the model does not know, at most <see cref="Serving.InputReport.MaxIgnoredColumns"/>.</param>
public sealed record ScoreOutcome(ScoreCounts Counts, DatasetProfile? Profile, IReadOnlyList<string> IgnoredColumns)
{
    /// <summary>What the performance is estimated from; null where <see cref="ScoringOptions.Estimation"/> was not given.</summary>
    public EstimationSums? Estimation { get; init; }
}
