namespace Slipway.Scoring;

/// <summary>How many rows were scored and rejected.</summary>
/// <param name="Scored">Rows with an answer.</param>
/// <param name="Rejected">Rows with a reason instead.</param>
public readonly record struct ScoreCounts(long Scored, long Rejected)
{
    /// <summary>All rows.</summary>
    public long Rows => Scored + Rejected;

    /// <summary>The rows of both.</summary>
    public static ScoreCounts operator +(ScoreCounts left, ScoreCounts right) =>
        new(left.Scored + right.Scored, left.Rejected + right.Rejected);
}
