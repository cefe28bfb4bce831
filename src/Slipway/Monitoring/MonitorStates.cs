using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Monitoring;

/// <summary>What monitoring remembers of models. Thread-safe; every change is conditional on the state that it was made from.</summary>
internal sealed class MonitorStates(IObjectStore store)
{
    private const int MaxWindows = 100;
    private const int MaxAttempts = 20;

    public async Task<MonitorState?> FindAsync(ModelName model, CancellationToken cancellationToken) =>
        (await store.GetJsonAsync<MonitorState>(PathOf(model), cancellationToken))?.Value;

    public async Task<MonitorState> GetAsync(ModelName model, CancellationToken cancellationToken) =>
        await FindAsync(model, cancellationToken) ?? new MonitorState { Model = model };

    /// <summary>Puts a window into its place, unless it was looked at later meanwhile; it is stale no more.</summary>
    public static MonitorState With(MonitorState state, MonitoredWindow window) => state with
    {
        Windows = [.. state.Windows
            .Where(w => w.To != window.To || w.LookedAt > window.LookedAt)
            .Append(window)
            .DistinctBy(w => w.To)
            .OrderBy(w => w.To)
            .TakeLast(MaxWindows)],
        Stale = [.. state.Stale.Where(s => s.To != window.To || s.Since > window.LookedAt)],
    };

    public async Task<MonitorState> ChangeAsync(ModelName model, Func<MonitorState, MonitorState> change, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stored = await store.GetJsonAsync<MonitorState>(PathOf(model), cancellationToken);
            var next = change(stored?.Value ?? new MonitorState { Model = model });
            var condition = stored is null ? PutCondition.IfAbsent : PutCondition.IfUnchanged(stored.ETag);
            if (await store.PutJsonAsync(PathOf(model), next, condition, cancellationToken) is not null)
            {
                return next;
            }
        }

        throw new IOException($"'{PathOf(model)}' is written by so many others that it could not be written; run it again.");
    }

    private static ObjectPath PathOf(ModelName model) => new("reports", $"_monitor/{model}.json");
}
