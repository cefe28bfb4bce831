using System.Reflection;
using Slipway.Storage;

namespace Slipway.Tests.Scheduling;

/// <summary>A store whose leases are lost at their first renewal, and which is otherwise another.</summary>
internal class LosingStore : DispatchProxy
{
    private IObjectStore? _store;

    public static IObjectStore Around(IObjectStore store)
    {
        var proxy = Create<IObjectStore, LosingStore>();
        ((LosingStore)(object)proxy)._store = store;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IObjectStore.TryAcquireLeaseAsync)
            ? Task.FromResult<ILease?>(new LostLease())
            : targetMethod.Invoke(_store, args);

    private sealed class LostLease : ILease
    {
        public Task<bool> RenewAsync(CancellationToken cancellationToken) => Task.FromResult(false);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
