using Slipway.Storage;

namespace Slipway.Tests.Scheduling;

/// <summary>A store whose leases are lost at their first renewal.</summary>
internal sealed class LosingStore(IObjectStore store) : IObjectStore
{
    public Task<StoredObject?> GetAsync(ObjectPath path, CancellationToken cancellationToken) => store.GetAsync(path, cancellationToken);

    public Task<ObjectEntry?> FindAsync(ObjectPath path, CancellationToken cancellationToken) => store.FindAsync(path, cancellationToken);

    public Task<Stream?> OpenReadAsync(ObjectPath path, long offsetInBytes, CancellationToken cancellationToken) =>
        store.OpenReadAsync(path, offsetInBytes, cancellationToken);

    public Task<ETag?> PutAsync(ObjectPath path, ReadOnlyMemory<byte> content, PutCondition condition, CancellationToken cancellationToken) =>
        store.PutAsync(path, content, condition, cancellationToken);

    public Task<ETag?> PutAsync(ObjectPath path, Stream content, PutCondition condition, CancellationToken cancellationToken) =>
        store.PutAsync(path, content, condition, cancellationToken);

    public Task AppendAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        store.AppendAsync(path, content, cancellationToken);

    public Task<bool> DeleteAsync(ObjectPath path, ETag? ifMatch, CancellationToken cancellationToken) =>
        store.DeleteAsync(path, ifMatch, cancellationToken);

    public IAsyncEnumerable<ObjectEntry> ListAsync(string container, string prefix, CancellationToken cancellationToken) =>
        store.ListAsync(container, prefix, cancellationToken);

    public Task<ILease?> TryAcquireLeaseAsync(ObjectPath name, TimeSpan duration, CancellationToken cancellationToken) =>
        Task.FromResult<ILease?>(new LostLease());

    private sealed class LostLease : ILease
    {
        public Task<bool> RenewAsync(CancellationToken cancellationToken) => Task.FromResult(false);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
