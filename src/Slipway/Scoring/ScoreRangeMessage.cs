namespace Slipway.Scoring;

/// <summary>What is queued for a range.</summary>
internal sealed record ScoreRangeMessage(string Source, string ETag, int Range);
