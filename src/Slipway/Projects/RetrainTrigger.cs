namespace Slipway.Projects;

/// <summary>An event that trains a model again.</summary>
public enum RetrainTrigger
{
    /// <summary>The features have drifted.</summary>
    Drift,

    /// <summary>The performance has dropped.</summary>
    PerformanceDrop,

    /// <summary>Labelled rows have arrived.</summary>
    NewData,
}
