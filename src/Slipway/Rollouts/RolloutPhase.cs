namespace Slipway.Rollouts;

/// <summary>Where a rollout is in its life.</summary>
public enum RolloutPhase
{
    /// <summary>Its versions get their shares.</summary>
    Running,

    /// <summary>It is decided that one of its versions becomes champion; the registry is being told.</summary>
    Promoting,

    /// <summary>One of its versions became champion. Final.</summary>
    Promoted,

    /// <summary>A guard rail broke and the champion answers alone again. Final.</summary>
    RolledBack,

    /// <summary>A person ended it, and the champion answers alone again. Final.</summary>
    Aborted,

    /// <summary>Another rollout took its place, or the champion that it compares with is champion no more. Final.</summary>
    Superseded,
}
