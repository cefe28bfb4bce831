namespace Slipway.PredictionLog;

/// <summary>What reading a window came across. Final when the reading has ended.</summary>
public sealed class LogReadReport
{
    /// <summary>The predictions that were read.</summary>
    public long Predictions { get; internal set; }

    /// <summary>Those of them with an actual outcome.</summary>
    public long WithActual { get; internal set; }

    /// <summary>Predictions that an append wrote a second time, because it was tried again; they are read once.</summary>
    public long Duplicates { get; internal set; }

    /// <summary>Last lines without a line feed: an append that is under way, or that a crash cut. They were never acknowledged.</summary>
    public long TornLines { get; internal set; }

    /// <summary>Other lines that are no records.</summary>
    public long MalformedLines { get; internal set; }

    /// <summary>Outcomes that were read, whether or not their prediction is in the window.</summary>
    public long Feedback { get; internal set; }
}
