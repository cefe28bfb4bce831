namespace Slipway.Scoring;

/// <summary>A range of whole rows of a plain file.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="EndExclusive">The byte behind its last.</param>
/// <param name="FirstLineNumber">The line that it starts with, 1-based.</param>
internal sealed record ScoreRange(long Start, long EndExclusive, long FirstLineNumber);
