namespace Slipway.Rollouts;

/// <summary>A change that was decided on.</summary>
/// <param name="Next">The rollout as it is to be.</param>
/// <param name="Action">The word of <see cref="Audit.AuditActions"/> for it.</param>
/// <param name="Actor">Who decided.</param>
/// <param name="Reason">Why.</param>
/// <param name="From">The state before, for the audit record.</param>
/// <param name="To">The state after.</param>
internal sealed record RolloutChange(Rollout Next, string Action, string Actor, string Reason, string? From, string? To)
{
    /// <summary>The rollout before it, as it ended, when the next one is another.</summary>
    public Rollout? Former { get; init; }
}
