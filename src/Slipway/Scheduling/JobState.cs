namespace Slipway.Scheduling;

/// <summary>What is remembered of a job, across processes and restarts.</summary>
public sealed record JobState
{
    /// <summary>The layout of this document; readers refuse a later one.</summary>
    public int FormatVersion { get; set; } = 1;

    /// <summary>The point of the schedule up to which everything is done, UTC. At the first sight of a job it is that moment.</summary>
    public required DateTimeOffset DoneUntil { get; init; }

    /// <summary>When the last run began, UTC; null before the first.</summary>
    public DateTimeOffset? LastStart { get; init; }

    /// <summary>When the last run ended, UTC; null before the first.</summary>
    public DateTimeOffset? LastEnd { get; init; }

    /// <summary>Whether the last run did its work; null before the first.</summary>
    public bool? LastSucceeded { get; init; }

    /// <summary>How many runs have failed since one did its work.</summary>
    public int FailuresInARow { get; init; }
}
