namespace Slipway.Cli.Scoring;

/// <summary>What scoring a file on the command line came to.</summary>
internal sealed record FileScored(
    string Model,
    int Version,
    long Scored,
    long Rejected,
    double Seconds,
    long RowsPerSecond,
    string Output,
    string? RejectedOutput,
    IReadOnlyList<string> IgnoredColumns);
