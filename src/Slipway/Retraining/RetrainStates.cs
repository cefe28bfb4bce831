using Slipway.Projects;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Retraining;

/// <summary>What is remembered of the retraining of models. Thread-safe; every change is conditional on the state that it was decided
/// on.</summary>
public sealed class RetrainStates(IObjectStore store, TimeProvider time)
{
    private const string Container = "reports";
    private const int MaxAttempts = 50;

    /// <summary>What is remembered of a model; an empty state when nothing is.</summary>
    public async Task<RetrainState> GetAsync(ModelName model, CancellationToken cancellationToken) =>
        (await store.GetJsonAsync<RetrainState>(PathOf(model), cancellationToken))?.Value ?? new RetrainState { Model = model };

    /// <summary>Marks a model as due, for as long as nothing answers it.</summary>
    public Task MarkAsync(ModelName model, RetrainTrigger trigger, string detail, CancellationToken cancellationToken) => ChangeAsync(
        model,
        state => state with { Marks = [.. state.Marks.Where(m => m.Trigger != trigger), new RetrainMark(trigger, detail, time.GetUtcNow())] },
        cancellationToken);

    /// <summary>Takes a mark away, because its condition is gone.</summary>
    public async Task ClearMarkAsync(ModelName model, RetrainTrigger trigger, CancellationToken cancellationToken)
    {
        if ((await GetAsync(model, cancellationToken)).Marks.Any(m => m.Trigger == trigger))
        {
            await ChangeAsync(model, state => state with { Marks = [.. state.Marks.Where(m => m.Trigger != trigger)] }, cancellationToken);
        }
    }

    internal async Task ChangeAsync(ModelName model, Func<RetrainState, RetrainState> change, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stored = await store.GetJsonAsync<RetrainState>(PathOf(model), cancellationToken);
            var condition = stored is null ? PutCondition.IfAbsent : PutCondition.IfUnchanged(stored.ETag);
            var next = change(stored?.Value ?? new RetrainState { Model = model });
            if (await store.PutJsonAsync(PathOf(model), next, condition, cancellationToken) is not null)
            {
                return;
            }
        }

        throw new IOException($"'{PathOf(model)}' is written by so many others that it could not be written; run it again.");
    }

    private static ObjectPath PathOf(ModelName model) => new(Container, $"_retrain/{model}.json");
}
