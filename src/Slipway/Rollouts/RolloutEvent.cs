namespace Slipway.Rollouts;

/// <summary>What can happen to a rollout.</summary>
public enum RolloutEvent
{
    /// <summary>A step of the ramp lasted long enough, and another one follows.</summary>
    StepPassed,

    /// <summary>The last step of the ramp lasted long enough.</summary>
    RampPassed,

    /// <summary>A person wants one of its versions to be champion.</summary>
    PromoteAsked,

    /// <summary>The registry made it champion.</summary>
    PromotionDone,

    /// <summary>The registry refused to make it champion.</summary>
    PromotionRefused,

    /// <summary>A guard rail broke.</summary>
    RailBroken,

    /// <summary>A person wants it to end.</summary>
    AbortAsked,

    /// <summary>Another rollout of the model was started.</summary>
    Replaced,

    /// <summary>Another version became champion meanwhile.</summary>
    ChampionChanged,
}
