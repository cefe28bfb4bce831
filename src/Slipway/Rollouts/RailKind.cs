namespace Slipway.Rollouts;

/// <summary>What a guard rail looks at.</summary>
public enum RailKind
{
    /// <summary>Whether the version loads at all.</summary>
    Load,

    /// <summary>How often it fails where the champion does not.</summary>
    Errors,

    /// <summary>How long it takes.</summary>
    Latency,

    /// <summary>How its answers are distributed.</summary>
    Output,

    /// <summary>How wrong it is, where outcomes are known.</summary>
    Loss,
}
