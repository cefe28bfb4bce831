using Slipway.Audit;
using Slipway.Storage;

namespace Slipway.Access;

/// <summary>All keys of a store, and the audit entry of the last change while it is on its way to the log.</summary>
internal sealed record AccessKeyDocument : IAuditedDocument<AccessKeyDocument>
{
    public static ObjectPath Path { get; } = new("registry", "_access/keys.json");

    /// <summary>Counts the changes.</summary>
    public long Revision { get; init; }

    /// <summary>Revoked ones too: an id is never given twice, and a store whose last key is revoked does not become open.</summary>
    public IReadOnlyList<AccessKey> Keys { get; set; } = [];

    public PendingAudit? Pending { get; init; }

    public AccessKeyDocument With(AccessKey key, PendingAudit pending) => new()
    {
        Revision = Revision + 1,
        Keys = Keys.Any(k => k.Id == key.Id) ? [.. Keys.Select(k => k.Id == key.Id ? key : k)] : [.. Keys, key],
        Pending = pending,
    };

    public AccessKeyDocument WithoutPending() => this with { Pending = null };
}
