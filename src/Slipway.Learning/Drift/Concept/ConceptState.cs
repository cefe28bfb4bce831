namespace Slipway.Learning.Drift.Concept;

/// <summary>What a detector thinks of a stream.</summary>
public enum ConceptState
{
    /// <summary>Nothing has changed.</summary>
    Stable,

    /// <summary>It may be changing.</summary>
    Warning,

    /// <summary>It has changed; the detector starts anew with the next value.</summary>
    Drift,
}
