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

    /// <summary>A rollout was started.</summary>
    public const string RolloutStarted = "rollout.started";

    /// <summary>A canary got its next share.</summary>
    public const string RolloutStepped = "rollout.stepped";

    /// <summary>A rollout was ended because a guard rail broke.</summary>
    public const string RolloutRolledBack = "rollout.rolledBack";

    /// <summary>It was decided that a version of a rollout becomes champion; the promotion has an entry of its own.</summary>
    public const string RolloutPromoting = "rollout.promoting";

    /// <summary>A version of a rollout became champion.</summary>
    public const string RolloutPromoted = "rollout.promoted";

    /// <summary>A rollout was ended by a person, or because its version could not be promoted.</summary>
    public const string RolloutAborted = "rollout.aborted";

    /// <summary>A rollout was ended because the champion that it compared with was replaced.</summary>
    public const string RolloutSuperseded = "rollout.superseded";
}
