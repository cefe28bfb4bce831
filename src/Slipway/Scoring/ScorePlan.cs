using Slipway.Registry;

namespace Slipway.Scoring;

/// <summary>
/// How a file is scored: settled once, by whoever comes first, so that every worker scores with the same version and cuts at the same places.
/// </summary>
internal sealed record ScorePlan
{
    public required ModelName Model { get; init; }

    public required int Version { get; init; }

    public required string SourceETag { get; init; }

    public required long SourceBytes { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required IReadOnlyList<string> Header { get; init; }

    public required byte[] RawHeader { get; init; }

    public required char Separator { get; init; }

    public required IReadOnlyList<string> IgnoredColumns { get; init; }

    public required int ProfileStride { get; init; }

    public string? IdColumn { get; init; }

    public bool NeutralizeFormulas { get; init; }

    /// <summary>The ranges; empty when the file is scored as a whole.</summary>
    public required IReadOnlyList<ScoreRange> Ranges { get; init; }

    /// <summary>When the ranges were last put into the queue; null before.</summary>
    public DateTimeOffset? OfferedAt { get; init; }
}
