namespace Slipway.Rollouts;

/// <summary>When a canary gets its next share.</summary>
public static class RolloutRamp
{
    /// <summary>What the ramp says.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="now">The moment.</param>
    /// <param name="requests">The requests that the canary answered in this step, over all servers.</param>
    /// <returns><see cref="RolloutEvent.StepPassed"/>, <see cref="RolloutEvent.RampPassed"/>, or <see langword="null"/> to wait.</returns>
    public static RolloutEvent? Decide(Rollout rollout, DateTimeOffset now, long requests)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        if (rollout.Phase != RolloutPhase.Running || rollout.Spec.Strategy != RolloutStrategy.Canary)
        {
            return null;
        }

        var step = rollout.Spec.Steps![rollout.Step];
        if (now - rollout.StepSince < TimeSpan.FromSeconds(step.MinSeconds) || requests < step.MinRequests)
        {
            return null;
        }

        return rollout.Step + 1 < rollout.Spec.Steps.Count ? RolloutEvent.StepPassed : RolloutEvent.RampPassed;
    }
}
