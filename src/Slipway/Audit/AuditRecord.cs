namespace Slipway.Audit;

/// <summary>An entry in its place in the log, chained to the record before it by hash.</summary>
public sealed record AuditRecord : AuditEntry
{
    /// <summary>The place in the log, from 1 without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>The hash of the record before; 64 zeros for the first.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>
    /// The SHA-256, lower-case hex, of the record's canonical JSON (RFC 8785: properties sorted, no white space) without this property.
    /// </summary>
    public required string Hash { get; init; }
}
