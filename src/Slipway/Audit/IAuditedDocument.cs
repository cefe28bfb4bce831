namespace Slipway.Audit;

/// <summary>A stored document that carries the audit entry of its last change until that is known to be in the log.</summary>
internal interface IAuditedDocument<TSelf>
    where TSelf : class, IAuditedDocument<TSelf>
{
    /// <summary>The entry; <see langword="null"/> once it is logged.</summary>
    PendingAudit? Pending { get; }

    /// <summary>The same document without the entry.</summary>
    TSelf WithoutPending();
}
