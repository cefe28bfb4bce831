namespace Slipway.Audit;

/// <summary>The words for what was done, in <see cref="AuditEntry.Action"/>.</summary>
public static class AuditActions
{
    /// <summary>A model version was registered.</summary>
    public const string VersionRegistered = "version.registered";

    /// <summary>An alias was pointed at a version.</summary>
    public const string AliasPromoted = "alias.promoted";

    /// <summary>An alias was pointed back at the version that it had before.</summary>
    public const string AliasRolledBack = "alias.rolledBack";

    /// <summary>A model was trained again by the product or at a person's request, whatever became of it.</summary>
    public const string ModelRetrained = "model.retrained";

    /// <summary>A key was made that callers sign in with.</summary>
    public const string KeyCreated = "key.created";

    /// <summary>A key got a new secret.</summary>
    public const string KeyRotated = "key.rotated";

    /// <summary>A key was ended.</summary>
    public const string KeyRevoked = "key.revoked";
}
