using Slipway.Registry;

namespace Slipway.Alerts;

/// <summary>A condition that was seen, once or many times, and whether it still holds. The document of an alert.</summary>
public sealed record Alert
{
    /// <summary>The layout of this document; readers refuse a later one.</summary>
    public int FormatVersion { get; set; } = 1;

    /// <summary>The name of the alert, made of kind, model and subject.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What it is about.</summary>
    public required AlertKind Kind { get; init; }

    /// <summary>The model that it concerns.</summary>
    public required ModelName Model { get; init; }

    /// <summary>What of the model it concerns.</summary>
    public required string Subject { get; init; }

    /// <summary>How urgent it is, as last seen.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>One line, as last seen.</summary>
    public required string Title { get; init; }

    /// <summary>What was seen last, and what to do.</summary>
    public required string Detail { get; init; }

    /// <summary>Whether the condition still holds.</summary>
    public required AlertStatus Status { get; init; }

    /// <summary>When the condition was first seen since it was last resolved, UTC.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When the condition was last seen, UTC.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>How often the condition was seen since it was last resolved.</summary>
    public required long Count { get; init; }

    /// <summary>When it was resolved, UTC; null while it is open.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>When the channels were last told, UTC.</summary>
    public DateTimeOffset? LastNotice { get; init; }

    /// <summary>
    /// What the channels are being told; null when they have been. It is still there after a crash in between, and is then told again.
    /// </summary>
    public AlertNotice? Pending { get; init; }
}
