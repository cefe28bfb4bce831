namespace Slipway.Scoring;

/// <summary>The queue that ranges of large files go through.</summary>
public static class ScoreMessages
{
    /// <summary>Its name.</summary>
    public const string Queue = "score-ranges";
}
