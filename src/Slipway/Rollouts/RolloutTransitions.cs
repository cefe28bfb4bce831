namespace Slipway.Rollouts;

/// <summary>The life of a rollout.</summary>
public static class RolloutTransitions
{
    /// <summary>The phase that follows; <see langword="null"/> where the event cannot happen in this phase.</summary>
    public static RolloutPhase? Next(RolloutPhase phase, RolloutEvent happened) => (phase, happened) switch
    {
        (RolloutPhase.Running, RolloutEvent.StepPassed) => RolloutPhase.Running,
        (RolloutPhase.Running, RolloutEvent.RampPassed or RolloutEvent.PromoteAsked) => RolloutPhase.Promoting,
        (RolloutPhase.Running, RolloutEvent.RailBroken) => RolloutPhase.RolledBack,
        (RolloutPhase.Running, RolloutEvent.AbortAsked) => RolloutPhase.Aborted,
        (RolloutPhase.Running, RolloutEvent.Replaced or RolloutEvent.ChampionChanged) => RolloutPhase.Superseded,
        (RolloutPhase.Promoting, RolloutEvent.PromotionDone) => RolloutPhase.Promoted,
        (RolloutPhase.Promoting, RolloutEvent.PromotionRefused) => RolloutPhase.Aborted,
        _ => null,
    };
}
