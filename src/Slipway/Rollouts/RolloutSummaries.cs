using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Rollouts;

/// <summary>What the processes have seen of rollouts, an object each. Thread-safe.</summary>
public sealed class RolloutSummaries(IObjectStore store)
{
    /// <summary>For how many rollouts of a model they are kept.</summary>
    internal const int KeptRollouts = 10;

    /// <summary>Those of a rollout, in the order of their instances.</summary>
    public async Task<IReadOnlyList<RolloutSummary>> ListAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        var summaries = new List<RolloutSummary>();
        string prefix = RolloutPaths.SummariesPrefix(rollout.Model, rollout.Id);
        await foreach (var entry in store.ListAsync(RolloutPaths.Container, prefix, cancellationToken).ConfigureAwait(false))
        {
            if (await store.GetJsonAsync<RolloutSummary>(entry.Path, cancellationToken).ConfigureAwait(false) is { } stored)
            {
                summaries.Add(stored.Value);
            }
        }

        return summaries;
    }

    /// <summary>Writes that of a process in place of its last one; nobody else writes it.</summary>
    internal Task PutAsync(Rollout rollout, RolloutSummary summary, CancellationToken cancellationToken) =>
        store.PutJsonAsync(RolloutPaths.Summary(rollout.Model, rollout.Id, summary.Instance), summary, PutCondition.Always, cancellationToken);

    internal async Task DeleteAsync(ModelName model, string rolloutId, CancellationToken cancellationToken)
    {
        var paths = new List<ObjectPath>();
        string prefix = RolloutPaths.SummariesPrefix(model, rolloutId);
        await foreach (var entry in store.ListAsync(RolloutPaths.Container, prefix, cancellationToken).ConfigureAwait(false))
        {
            paths.Add(entry.Path);
        }

        foreach (var path in paths)
        {
            await store.DeleteAsync(path, null, cancellationToken).ConfigureAwait(false);
        }
    }
}
