using Microsoft.Extensions.Logging;
using Slipway.Serving;

namespace Slipway.Rollouts;

/// <summary>
/// Watches over the rollouts that run in this process. Each process judges by its own live counters, so a bad version is taken back without
/// asking anybody: first here, at once, then in the store, for all. For one caller at a time, every second or so.
/// </summary>
/// <param name="catalog">What serves.</param>
/// <param name="end">Ends rollouts.</param>
/// <param name="summaries">Where the other processes read what this one has seen.</param>
/// <param name="instance">The name of this process, unlike that of any other.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told of rollbacks.</param>
public sealed class WatchRollouts(
    ModelCatalog catalog, EndRollout end, RolloutSummaries summaries, string instance, TimeProvider time, ILogger<WatchRollouts> logger)
{
    private static readonly TimeSpan PublishInterval = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, Watched> _watched = new(StringComparer.Ordinal);

    /// <summary>Looks at all rollouts once: rolls back what breaks a rail, and tells the others what was seen.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in catalog.Entries)
        {
            if (entry.RolloutFault is { IsOfVersion: true } fault)
            {
                string why = $"A version does not load in {instance}: {string.Join(" ", fault.Problems.Select(p => p.Message))}";
                await RollBackAsync(fault.Rollout, why, cancellationToken).ConfigureAwait(false);
            }

            if (entry.Rollout is { } rollout)
            {
                seen.Add(rollout.State.Id);
                await LookAsync(rollout, cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (string gone in _watched.Keys.Where(id => !seen.Contains(id)).ToList())
        {
            _watched.Remove(gone);
        }
    }

    private async Task LookAsync(ActiveRollout rollout, CancellationToken cancellationToken)
    {
        if (!_watched.TryGetValue(rollout.State.Id, out var watched))
        {
            _watched[rollout.State.Id] = watched = new Watched(new RolloutWatch(time));
        }

        var view = watched.Watch.Look(rollout);
        watched.Broken ??= view.FindBroken(rollout);
        if (watched.Broken is { } broken)
        {
            // Before the store, which may be slow or down.
            rollout.Traffic.Halt();
            await PublishAsync(rollout, view, watched, cancellationToken).ConfigureAwait(false);
            await RollBackAsync(rollout.State, $"{broken.Rail}: {broken.Detail}; seen by {instance}.", cancellationToken).ConfigureAwait(false);
            return;
        }

        if (watched.PublishedAt is not { } last || time.GetElapsedTime(last) >= PublishInterval)
        {
            await PublishAsync(rollout, view, watched, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task PublishAsync(ActiveRollout rollout, RolloutView view, Watched watched, CancellationToken cancellationToken)
    {
        watched.PublishedAt = time.GetTimestamp();
        long total = view.Counts.Values.Sum(c => c.Requests + c.Dropped);
        if (total == watched.PublishedRequests)
        {
            return;
        }

        try
        {
            await summaries.PutAsync(rollout.State, view.Summarize(rollout, instance, time.GetUtcNow()), cancellationToken).ConfigureAwait(false);
            watched.PublishedRequests = total;
        }
        catch (IOException e)
        {
            // It is told the next time; the rails of this process do not wait for it.
            Log.NotPublished(logger, rollout.State.Id, e);
        }
    }

    private async Task RollBackAsync(Rollout rollout, string why, CancellationToken cancellationToken)
    {
        var ended = await end.RollBackAsync(rollout, why, cancellationToken).ConfigureAwait(false);
        if (ended.IsSuccess)
        {
            Log.RolledBack(logger, rollout.Model.Value, rollout.Id, why);
            await catalog.RefreshAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private sealed class Watched(RolloutWatch watch)
    {
        public RolloutWatch Watch { get; } = watch;

        /// <summary>What broke; kept until the store knows.</summary>
        public RailReading? Broken { get; set; }

        public long? PublishedAt { get; set; }

        public long PublishedRequests { get; set; } = -1;
    }
}
