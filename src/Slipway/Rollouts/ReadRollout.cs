using Slipway.Learning.Results;
using Slipway.Registry;

namespace Slipway.Rollouts;

/// <summary>Tells what was asked of a model's rollout and what is seen of it. Safe to use from several threads.</summary>
public sealed class ReadRollout(RolloutStore store, RolloutSummaries summaries)
{
    /// <summary>The last rollout of a model, over or not; or <c>rollout.notFound</c>.</summary>
    public async Task<Result<RolloutReport>> HandleAsync(ModelName model, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(model, cancellationToken).ConfigureAwait(false) is not { } rollout)
        {
            return RolloutProblems.NotFound(model);
        }

        var seen = await summaries.ListAsync(rollout, cancellationToken).ConfigureAwait(false);
        return new RolloutReport(rollout, RolloutStatus.Of(rollout, seen));
    }
}
