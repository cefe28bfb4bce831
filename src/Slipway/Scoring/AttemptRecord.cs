namespace Slipway.Scoring;

/// <summary>How often scoring a file failed, and when to try again.</summary>
internal sealed record AttemptRecord(int Failed, DateTimeOffset RetryAt, string LastError);
