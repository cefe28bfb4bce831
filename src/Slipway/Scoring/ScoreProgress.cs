namespace Slipway.Scoring;

/// <summary>How far scoring has come.</summary>
/// <param name="Counts">The rows that are written.</param>
/// <param name="ReadBytes">The bytes that were taken from the source, compressed where it is.</param>
public readonly record struct ScoreProgress(ScoreCounts Counts, long ReadBytes);
