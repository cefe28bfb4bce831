using System.Globalization;
using Slipway.PredictionLog;
using Slipway.Registry;

namespace Slipway.Rollouts;

/// <summary>
/// Moves rollouts on by what all processes have seen: gives canaries their next share, promotes those that passed, takes back those that
/// outcomes speak against, ends those whose champion was replaced, and finishes what a crash left. One process at a time does it, under the
/// lease of its job; doing it twice does no harm.
/// </summary>
public sealed class AdvanceRollouts(
    ModelRegistry registry,
    RolloutStore store,
    RolloutSummaries summaries,
    EndRollout end,
    LoggedPredictionReader predictions,
    TimeProvider time)
{
    // Not the name of a process: those are hexadecimal.
    private const string LossInstance = "outcomes";

    private static readonly TimeSpan LossInterval = TimeSpan.FromSeconds(30);

    /// <summary>Looks at the rollouts of all models.</summary>
    public async Task HandleAllAsync(CancellationToken cancellationToken)
    {
        foreach (var model in await registry.ListModelsAsync(cancellationToken).ConfigureAwait(false))
        {
            await HandleAsync(model, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Looks at the rollout of a model.</summary>
    /// <returns>The rollout as it is now; <see langword="null"/> when there was none.</returns>
    public async Task<Rollout?> HandleAsync(ModelName model, CancellationToken cancellationToken)
    {
        var stored = await store.CompleteAsync(model, cancellationToken).ConfigureAwait(false);
        if (stored?.Value.Current is not { IsOver: false } rollout)
        {
            return stored?.Value.Current;
        }

        if (rollout.Phase == RolloutPhase.Promoting)
        {
            await end.FinishPromotionAsync(rollout, EndRollout.Actor, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await AdvanceAsync(rollout, cancellationToken).ConfigureAwait(false);
        }

        return await store.FindAsync(model, cancellationToken).ConfigureAwait(false);
    }

    private async Task AdvanceAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        var champion = await registry.ResolveAsync(rollout.Model, RolloutSpec.ChampionVariant, cancellationToken).ConfigureAwait(false);
        if (champion.TryGetValue(out int version) && version != rollout.Champion)
        {
            string why = string.Create(CultureInfo.InvariantCulture, $"Version {version} became champion; the rollout compared with version {rollout.Champion}.");
            await end.SupersedeAsync(rollout, why, cancellationToken).ConfigureAwait(false);
            return;
        }

        var seen = await summaries.ListAsync(rollout, cancellationToken).ConfigureAwait(false);
        if (await ReadLossesAsync(rollout, seen, cancellationToken).ConfigureAwait(false) is { } broken)
        {
            await end.RollBackAsync(rollout, $"{broken.Rail}: {broken.Detail}.", cancellationToken).ConfigureAwait(false);
            return;
        }

        var status = RolloutStatus.Of(rollout, seen);
        long requests = status.StepRequests(RolloutSpec.CanaryVariant);
        if (!status.Rails.Any(r => r.IsBroken && r.Variant == RolloutSpec.CanaryVariant)
            && RolloutRamp.Decide(rollout, time.GetUtcNow(), requests) is { } passed)
        {
            await end.AdvanceAsync(rollout, passed, Describe(rollout, requests, status), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the outcomes that have come, now and then, and writes down what they say.</summary>
    private async Task<RailReading?> ReadLossesAsync(Rollout rollout, IReadOnlyList<RolloutSummary> seen, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (rollout.Spec.Rails!.LossIncrease is not { } limit || rollout.Arms.Count == 0
            || seen.FirstOrDefault(s => s.Instance == LossInstance)?.UpdatedAt + LossInterval > now)
        {
            return null;
        }

        var manifest = await registry.GetManifestAsync(rollout.Model, rollout.Champion, cancellationToken).ConfigureAwait(false);
        if (!manifest.TryGetValue(out var champion))
        {
            return null;
        }

        var rail = new LossRail(champion.Schema.Task);
        var versions = rollout.Arms.ToDictionary(a => a.Name, a => a.Version, StringComparer.Ordinal);
        versions[RolloutSpec.ChampionVariant] = rollout.Champion;
        var window = new LogWindow(rollout.StartedAt, now.AddTicks(1));
        await foreach (var row in predictions.ReadAsync(rollout.Model, champion.Schema, window, new LogReadReport(), cancellationToken)
            .ConfigureAwait(false))
        {
            if (row.Time >= rollout.StartedAt && row.Variant is { } variant && versions.TryGetValue(variant, out int version) && version == row.Version)
            {
                rail.Add(row);
            }
        }

        var readings = rollout.Arms.Select(a => rail.Read(a.Name, limit)).OfType<RailReading>().ToList();
        await summaries.PutAsync(rollout, new RolloutSummary(LossInstance, rollout.Step, now, [], readings), cancellationToken).ConfigureAwait(false);
        return readings.FirstOrDefault(r => r.IsBroken);
    }

    private static string Describe(Rollout rollout, long requests, RolloutStatus status)
    {
        string rails = string.Join("; ", status.Rails.Where(r => r.Variant == RolloutSpec.CanaryVariant).Select(r => r.Detail));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The canary kept to its rails at {rollout.Arms[0].Percent}% over {requests} requests since {rollout.StepSince.UtcDateTime:u}{(rails.Length > 0 ? ": " : "")}{rails}.");
    }
}
