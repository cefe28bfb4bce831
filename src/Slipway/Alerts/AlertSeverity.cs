namespace Slipway.Alerts;

/// <summary>How soon somebody should look; a later member is more urgent.</summary>
public enum AlertSeverity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Look at it during the day.</summary>
    Warning,

    /// <summary>Look at it now.</summary>
    Critical,
}
