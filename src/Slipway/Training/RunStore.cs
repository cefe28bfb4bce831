using System.Runtime.CompilerServices;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Training;

/// <summary>The runs in a store, by model. Thread-safe.</summary>
public sealed class RunStore(IObjectStore store)
{
    private const string Container = "runs";

    /// <summary>Writes the document of a run. A run is written by the one process that carries it out.</summary>
    public async Task SaveAsync(TrainingRun run, CancellationToken cancellationToken) =>
        await store.PutJsonAsync(DocumentPath(run.Model, run.Id), run, PutCondition.Always, cancellationToken);

    /// <summary>Stores a file beside the document of a run.</summary>
    public async Task SaveArtifactAsync(
        TrainingRun run, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        await store.PutAsync(new ObjectPath(Container, $"{run.Model}/{run.Id}/{name}"), content, PutCondition.Always, cancellationToken);

    /// <summary>The document of a run; <see langword="null"/> when there is none.</summary>
    public async Task<TrainingRun?> FindAsync(ModelName model, string runId, CancellationToken cancellationToken) =>
        ObjectPath.FindFault(Container, $"{model}/{runId}/run.json") is null
            ? (await store.GetJsonAsync<TrainingRun>(DocumentPath(model, runId), cancellationToken))?.Value
            : null;

    /// <summary>The document of a run of any model; <see langword="null"/> when there is none.</summary>
    public async Task<TrainingRun?> FindAsync(string runId, CancellationToken cancellationToken)
    {
        await foreach (var run in ListAsync(null, cancellationToken))
        {
            if (run.Id == runId)
            {
                return run;
            }
        }

        return null;
    }

    /// <summary>The runs of a model, or of all, by model and then oldest first.</summary>
    public async IAsyncEnumerable<TrainingRun> ListAsync(
        ModelName? model, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ListAsync(Container, model is null ? "" : $"{model}/", cancellationToken))
        {
            if (entry.Path.Key.EndsWith("/run.json", StringComparison.Ordinal)
                && await store.GetJsonAsync<TrainingRun>(entry.Path, cancellationToken) is { } run)
            {
                yield return run.Value;
            }
        }
    }

    private static ObjectPath DocumentPath(ModelName model, string runId) => new(Container, $"{model}/{runId}/run.json");
}
