namespace Slipway.Alerts;

/// <summary>Whether the condition of an alert still holds.</summary>
public enum AlertStatus
{
    /// <summary>It holds.</summary>
    Open,

    /// <summary>It is gone.</summary>
    Resolved,
}
