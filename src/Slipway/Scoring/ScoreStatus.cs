namespace Slipway.Scoring;

/// <summary>What a call of <see cref="ScoreFile"/> came to.</summary>
public enum ScoreStatus
{
    /// <summary>The file is scored, by this call or an earlier one, and left the inbox.</summary>
    Scored,

    /// <summary>The file is in <c>rejected/</c> with the reason.</summary>
    Rejected,

    /// <summary>Ranges of the file are in the queue; whoever finishes the last one finishes the file.</summary>
    InProgress,

    /// <summary>Another process is at it, or it failed and its next attempt is due later.</summary>
    Busy,

    /// <summary>There is no such file in that state: it is done, or was replaced.</summary>
    Gone,
}
