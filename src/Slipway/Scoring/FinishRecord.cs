namespace Slipway.Scoring;

/// <summary>What stood in the places of the results before they were written, which tells whether they are.</summary>
internal sealed record FinishRecord(string? ScoredBefore, string? RejectedBefore);
