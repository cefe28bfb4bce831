namespace Slipway.Audit;

/// <summary>
/// A point of the log: the sequence and hash of a record, usually the last. Kept elsewhere, it later proves that nothing up to it was
/// changed or removed.
/// </summary>
/// <param name="Sequence">The record's place; 0 for the empty log.</param>
/// <param name="Hash">The record's hash; 64 zeros for the empty log.</param>
public sealed record AuditHead(long Sequence, string Hash)
{
    /// <summary>The empty log.</summary>
    public static AuditHead Empty { get; } = new(0, new string('0', 64));
}
