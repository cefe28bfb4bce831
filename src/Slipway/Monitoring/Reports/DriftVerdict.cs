namespace Slipway.Monitoring.Reports;

/// <summary>What a report says of the data as a whole.</summary>
public enum DriftVerdict
{
    /// <summary>It is as the reference was.</summary>
    NoDrift,

    /// <summary>It is not as the reference was.</summary>
    Drift,

    /// <summary>The rows are too few to say.</summary>
    TooFewRows,
}
