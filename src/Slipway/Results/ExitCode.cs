namespace Slipway.Results;

/// <summary>The exit codes of the <c>slipway</c> command; scripts rely on the numbers.</summary>
public enum ExitCode
{
    /// <summary>Done.</summary>
    Ok = 0,

    /// <summary>Something that nobody expected; a defect.</summary>
    Unexpected = 1,

    /// <summary>The command line is wrong.</summary>
    Usage = 2,

    /// <summary>What was named does not exist.</summary>
    NotFound = 3,

    /// <summary>A file, a spec, a dataset, a model or a request is invalid.</summary>
    Invalid = 4,

    /// <summary>A gate did not hold.</summary>
    GateRefused = 5,

    /// <summary>Somebody else changed the same thing, or it is in a state that forbids the change.</summary>
    Conflict = 6,

    /// <summary>The store or the audit record is broken or out of reach.</summary>
    StoreBroken = 7,

    /// <summary>The user ended the command.</summary>
    Cancelled = 130,
}
