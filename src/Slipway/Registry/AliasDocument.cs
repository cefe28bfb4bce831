using System.Globalization;
using Slipway.Audit;
using Slipway.Storage;

namespace Slipway.Registry;

/// <summary>The stored form of a model's aliases.</summary>
internal sealed record AliasDocument : IAuditedDocument<AliasDocument>
{
    public int FormatVersion { get; set; } = 1;

    /// <summary>The number of changes so far. Unlike the object's own mark it stays the same when a pending entry is cleared.</summary>
    public long Revision { get; init; }

    public IReadOnlyDictionary<string, ModelAlias> Aliases { get; set; } = new Dictionary<string, ModelAlias>();

    /// <summary>The audit entry of the last change, until it is known to be in the log.</summary>
    public PendingAudit? Pending { get; init; }

    public AliasDocument WithoutPending() => this with { Pending = null };

    public ModelAliases ToAliases() => new(Aliases, new ETag(Revision.ToString(CultureInfo.InvariantCulture)));

    public AliasDocument With(string name, ModelAlias alias, PendingAudit pending) => this with
    {
        Revision = Revision + 1,
        Aliases = new SortedDictionary<string, ModelAlias>(Aliases.ToDictionary(), StringComparer.Ordinal) { [name] = alias },
        Pending = pending,
    };
}
