using Slipway.Audit;

namespace Slipway.Rollouts;

/// <summary>The stored form of a model's rollouts: <c>registry/models/&lt;model&gt;/rollout.json</c>.</summary>
internal sealed record RolloutDocument : IAuditedDocument<RolloutDocument>
{
    private const int MaxPast = 20;

    public int FormatVersion { get; set; } = 1;

    /// <summary>The number of changes so far.</summary>
    public long Revision { get; init; }

    /// <summary>The last rollout, over or not.</summary>
    public Rollout? Current { get; init; }

    /// <summary>Those before, oldest first.</summary>
    public IReadOnlyList<Rollout> Past { get; set; } = [];

    /// <summary>The audit entry of the last change, until it is known to be in the log.</summary>
    public PendingAudit? Pending { get; init; }

    public RolloutDocument WithoutPending() => this with { Pending = null };

    public RolloutDocument With(Rollout next, Rollout? former, PendingAudit pending) => this with
    {
        Revision = Revision + 1,
        Current = next,
        Past = former is null ? Past : [.. Past.TakeLast(MaxPast - 1), former],
        Pending = pending,
    };
}
