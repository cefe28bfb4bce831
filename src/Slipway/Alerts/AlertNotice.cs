namespace Slipway.Alerts;

/// <summary>Why the channels are told of an alert.</summary>
public enum AlertNotice
{
    /// <summary>The condition is new, or came back after it was resolved.</summary>
    Opened,

    /// <summary>The condition became more severe.</summary>
    Escalated,

    /// <summary>The condition has held on for long since the channels were last told.</summary>
    Reminder,

    /// <summary>The condition is gone.</summary>
    Resolved,
}
