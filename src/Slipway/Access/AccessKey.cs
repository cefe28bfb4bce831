namespace Slipway.Access;

/// <summary>A key as the store knows it: whose it is and what it may, and a hash of the secret, never the secret.</summary>
public sealed record AccessKey
{
    /// <summary>The public name of the key, part of its text; it stands in the audit record.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it, such as the service that uses it.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do; at least one.</summary>
    public required IReadOnlyList<AccessRole> Roles { get; init; }

    /// <summary>The hash of the text of the key.</summary>
    public required string Hash { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its secret was last replaced; null when it never was.</summary>
    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>The hash of the text before the last rotation; null when that stopped working at once.</summary>
    public string? FormerHash { get; init; }

    /// <summary>Until when the text before the last rotation still works.</summary>
    public DateTimeOffset? FormerUntil { get; init; }

    /// <summary>When it stopped working for good; null while it works.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}
