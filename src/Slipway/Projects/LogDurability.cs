namespace Slipway.Projects;

/// <summary>What is promised of the record of a prediction when the answer is sent.</summary>
public enum LogDurability
{
    /// <summary>It will be stored within a second, and before the process ends in an orderly way. A killed process loses that second.</summary>
    Buffered,

    /// <summary>It is stored.</summary>
    Confirmed,
}
