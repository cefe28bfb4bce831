using Slipway.Learning.Results;
using Slipway.Registry;

namespace Slipway.Serving;

/// <summary>
/// Versions that were asked for by number or alias: the most recently used stay loaded. Requests for one version share one load. A failed
/// load is not kept. Thread-safe; a short lock, as none of this is the way of ordinary requests.
/// </summary>
internal sealed class VersionCache(IModelSource source, int capacity)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Slot> _recent = new();

    public async Task<Result<ServedModel>> GetAsync(ModelName model, int version, CancellationToken cancellationToken)
    {
        var slot = FindOrAdd(model, version);
        try
        {
            // The load outlives the request that began it, since others may wait for it too.
            var result = await slot.Load.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (!result.IsSuccess)
            {
                Remove(slot);
            }

            return result;
        }
        catch (Exception) when (slot.Load.Value.IsFaulted)
        {
            Remove(slot);
            throw;
        }
    }

    private Slot FindOrAdd(ModelName model, int version)
    {
        lock (_lock)
        {
            for (var node = _recent.First; node is not null; node = node.Next)
            {
                if (node.Value.Model == model && node.Value.Version == version)
                {
                    _recent.Remove(node);
                    _recent.AddFirst(node);
                    return node.Value;
                }
            }

            var load = new Lazy<Task<Result<ServedModel>>>(() => source.LoadAsync(model, version, CancellationToken.None));
            var slot = new Slot(model, version, load);
            _recent.AddFirst(slot);
            if (_recent.Count > capacity)
            {
                _recent.RemoveLast();
            }

            return slot;
        }
    }

    private void Remove(Slot slot)
    {
        lock (_lock)
        {
            _recent.Remove(slot);
        }
    }

    private sealed record Slot(ModelName Model, int Version, Lazy<Task<Result<ServedModel>>> Load);
}
