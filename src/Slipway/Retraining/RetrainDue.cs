using Slipway.Datasets;
using Slipway.Registry;

namespace Slipway.Retraining;

/// <summary>Finds the models that are due, and retrains them one after the other. What the retraining timer calls. Thread-safe.</summary>
public sealed class RetrainDue(
    ModelRegistry registry, DatasetStore datasets, ChampionSpecs specs, AddFeedbackRows feedback, RetrainStates states, RetrainModel retrain, TimeProvider time)
{
    /// <summary>Who retrains when no person asks for it.</summary>
    public const string Actor = "slipway:retrain";

    /// <summary>Decides on every model that has a champion.</summary>
    public async Task<IReadOnlyList<RetrainDecision>> DecideAsync(CancellationToken cancellationToken)
    {
        var decisions = new List<RetrainDecision>();
        foreach (var model in await registry.ListModelsAsync(cancellationToken))
        {
            if (await specs.FindAsync(model, cancellationToken) is { } champion)
            {
                decisions.Add(await DecideAsync(champion, cancellationToken));
            }
        }

        return decisions;
    }

    /// <summary>Decides, and retrains what is due.</summary>
    /// <param name="threads">How many threads to use, at least 1.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What became of each model.</returns>
    public async Task<IReadOnlyList<RetrainOutcome>> HandleAsync(int threads, CancellationToken cancellationToken)
    {
        await AddFeedbackAsync(cancellationToken);
        var outcomes = new List<RetrainOutcome>();
        foreach (var decision in await DecideAsync(cancellationToken))
        {
            retrain.Measure(decision);
            if (!decision.IsDue)
            {
                outcomes.Add(new RetrainOutcome(decision, null, []));
                continue;
            }

            var result = await retrain.HandleAsync(
                decision.Model, decision.Trigger!, decision.Reason, Actor, threads, null, cancellationToken);
            outcomes.Add(new RetrainOutcome(decision, result.TryGetValue(out var run) ? run : null, result.Problems));
        }

        return outcomes;
    }

    /// <summary>Outcomes that have arrived are new rows as well; the decisions count them. Models that never retrain by themselves need
    /// none.</summary>
    private async Task AddFeedbackAsync(CancellationToken cancellationToken)
    {
        foreach (var model in await registry.ListModelsAsync(cancellationToken))
        {
            if (await specs.FindAsync(model, cancellationToken) is { Spec.Retrain: { } retrain } champion
                && (retrain.On.Count > 0 || retrain.Schedule is not null))
            {
                await feedback.HandleAsync(champion, cancellationToken);
            }
        }
    }

    private async Task<RetrainDecision> DecideAsync(StoredSpec champion, CancellationToken cancellationToken)
    {
        var model = champion.Spec.Name;
        var steps = (await datasets.Models.FindAsync(model, cancellationToken))?.Value.Steps ?? [];
        var state = await states.GetAsync(model, cancellationToken);
        return RetrainRules.Decide(champion, state, steps, time.GetUtcNow());
    }
}
