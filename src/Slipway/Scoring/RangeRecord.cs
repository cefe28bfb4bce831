namespace Slipway.Scoring;

/// <summary>That a range is scored: its scored rows are staged, its rejected rows and its profile are kept beside this.</summary>
internal sealed record RangeRecord(long Scored, long Rejected, bool HasProfile);
