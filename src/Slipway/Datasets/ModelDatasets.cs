using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Datasets;

/// <summary>Which dataset version each model is trained on next. Thread-safe; a lost race is tried again or told, never lost.</summary>
public sealed class ModelDatasets(IObjectStore store, TimeProvider clock)
{
    private const string Container = "data";
    private const int MaxSteps = 1000;
    private const int MaxAttempts = 50;

    /// <summary>What is known of a model; <see langword="null"/> when nothing is.</summary>
    public Task<StoredJson<ModelData>?> FindAsync(ModelName model, CancellationToken cancellationToken) =>
        store.GetJsonAsync<ModelData>(PathOf(model), cancellationToken);

    /// <summary>
    /// Notes that a version was trained on. It becomes the latest unless it is one already, or was one before: then what was added to it
    /// since
    /// stays.
    /// </summary>
    public async Task RecordTrainedAsync(ModelName model, string version, long rows, string source, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stored = await FindAsync(model, cancellationToken);
            if (stored?.Value.Steps.Any(step => step.Version == version) == true
                || await TryAddAsync(model, stored, new ModelDataStep(version, rows, rows, source, clock.GetUtcNow()), cancellationToken))
            {
                return;
            }
        }

        throw new IOException($"'{PathOf(model)}' is written by so many others that it could not be written; run it again.");
    }

    /// <summary>Makes a version the latest again, because a person says so; the versions after it stay in the store.</summary>
    /// <returns>The step, or <c>data.versionNotFound</c> when the model never had the version, or <c>data.conflict</c>.</returns>
    public async Task<Result<ModelDataStep>> ReturnToAsync(ModelName model, string version, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(version);
        var stored = await FindAsync(model, cancellationToken);
        if (stored?.Value.Steps.LastOrDefault(step => step.Version.StartsWith(version, StringComparison.Ordinal)) is not { } earlier)
        {
            return new Problem(
                "data.versionNotFound", $"Model {model} never had the dataset version '{version}'. 'slipway data list {model}' shows those it had.");
        }

        var step = earlier with { AddedRows = 0, Source = "returned to", At = clock.GetUtcNow() };
        return await TryAddAsync(model, stored, step, cancellationToken)
            ? step
            : new Problem("data.conflict", $"Somebody else gave model {model} another dataset version meanwhile. Look again, then repeat.");
    }

    /// <summary>Adds a step if the document is still in the state that was read.</summary>
    internal async Task<bool> TryAddAsync(
        ModelName model, StoredJson<ModelData>? read, ModelDataStep step, CancellationToken cancellationToken)
    {
        var steps = (read?.Value.Steps ?? []).Append(step).TakeLast(MaxSteps).ToList();
        var condition = read is null ? PutCondition.IfAbsent : PutCondition.IfUnchanged(read.ETag);
        var document = new ModelData { Model = model, Steps = steps };
        return await store.PutJsonAsync(PathOf(model), document, condition, cancellationToken) is not null;
    }

    private static ObjectPath PathOf(ModelName model) => new(Container, $"models/{model}.json");
}
