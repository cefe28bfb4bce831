using Slipway.Learning.Results;

namespace Slipway.Rollouts;

/// <summary>Why a rollout cannot run in this process.</summary>
/// <param name="Rollout">The rollout.</param>
/// <param name="Problems">Why a version of it does not load.</param>
internal sealed record RolloutFault(Rollout Rollout, IReadOnlyList<Problem> Problems)
{
    /// <summary>Whether it is the version's own fault, rather than that of a store that may answer again.</summary>
    public bool IsOfVersion => !Problems.Any(p => p.Code.StartsWith("store.", StringComparison.Ordinal));
}
