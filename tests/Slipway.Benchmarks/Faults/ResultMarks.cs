namespace Slipway.Benchmarks.Faults;

/// <summary>What tells the results of two runs apart.</summary>
internal sealed record ResultMarks(long Scored, long Rejected, string ScoredHash, string RejectedHash);
