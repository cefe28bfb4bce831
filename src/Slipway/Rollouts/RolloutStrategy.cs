namespace Slipway.Rollouts;

/// <summary>How a version is tried on live requests.</summary>
public enum RolloutStrategy
{
    /// <summary>One version gets a growing share, and becomes champion at the end of its ramp.</summary>
    Canary,

    /// <summary>One or more versions get fixed shares until a person decides.</summary>
    Ab,

    /// <summary>Versions are asked beside the champion; what they say is logged and never answered.</summary>
    Shadow,
}
