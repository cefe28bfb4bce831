namespace Slipway.Audit;

/// <summary>A change to what is in production, as whoever made it tells the audit log.</summary>
public record AuditEntry
{
    /// <summary>A name for the change that no other change has. Appending an entry twice records it once.</summary>
    public required string Id { get; init; }

    /// <summary>When the change was made, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Who made it: a user, a workflow, or a trigger of the product.</summary>
    public required string Actor { get; init; }

    /// <summary>What was done, <c>subject.verb</c>; one of <see cref="AuditActions"/>.</summary>
    public required string Action { get; init; }

    /// <summary>The model that it was done to.</summary>
    public required string Model { get; init; }

    /// <summary>What of the model changed, such as the alias <c>champion</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>The state before; null where there was none.</summary>
    public string? From { get; init; }

    /// <summary>The state after; null where there is none.</summary>
    public string? To { get; init; }

    /// <summary>Why, in the words of the actor.</summary>
    public string? Reason { get; init; }
}
