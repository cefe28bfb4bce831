namespace Slipway.Scheduling;

/// <summary>What became of a job when it was looked at.</summary>
public enum JobOutcome
{
    /// <summary>No point of its schedule has come.</summary>
    NotDue,

    /// <summary>Another process is running it.</summary>
    RunsElsewhere,

    /// <summary>It did its work.</summary>
    Succeeded,

    /// <summary>It threw; it is tried again at the next point of its schedule.</summary>
    Failed,

    /// <summary>Another process took over while it ran, because this one did not renew its lease in time.</summary>
    TakenOver,
}
