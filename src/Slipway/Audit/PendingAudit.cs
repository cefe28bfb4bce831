namespace Slipway.Audit;

/// <summary>
/// An audit entry that travels inside the document whose change it describes, because two objects cannot be written in one step: the
/// write of
/// the document is the change, and whoever next works with the document appends the entry, once, by its id.
/// </summary>
/// <param name="Entry">The entry.</param>
/// <param name="AfterSequence">The end of the log before the document was written; the entry can only be behind it.</param>
internal sealed record PendingAudit(AuditEntry Entry, long AfterSequence);
