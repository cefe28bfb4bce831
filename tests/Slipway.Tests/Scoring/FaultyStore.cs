using Slipway.Storage;

namespace Slipway.Tests.Scoring;

/// <summary>A store of which some writes fail. Deletes count as writes; leases never fail.</summary>
/// <param name="inner">The store behind it.</param>
/// <param name="fault">What a write to a path fails with; null when it goes through.</param>
internal class FaultyStore(IObjectStore inner, Func<ObjectPath, Exception?> fault) : IObjectStore
{
    public Task<StoredObject?> GetAsync(ObjectPath path, CancellationToken cancellationToken) => inner.GetAsync(path, cancellationToken);

    public Task<ObjectEntry?> FindAsync(ObjectPath path, CancellationToken cancellationToken) => inner.FindAsync(path, cancellationToken);

    public Task<Stream?> OpenReadAsync(ObjectPath path, long offsetInBytes, CancellationToken cancellationToken) =>
        inner.OpenReadAsync(path, offsetInBytes, cancellationToken);

    public Task<ETag?> PutAsync(
        ObjectPath path, ReadOnlyMemory<byte> content, PutCondition condition, CancellationToken cancellationToken) =>
        Write(path).PutAsync(path, content, condition, cancellationToken);

    public Task<ETag?> PutAsync(ObjectPath path, Stream content, PutCondition condition, CancellationToken cancellationToken) =>
        Write(path).PutAsync(path, content, condition, cancellationToken);

    public Task AppendAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Write(path).AppendAsync(path, content, cancellationToken);

    public virtual Task StagePartAsync(ObjectPath path, int partNumber, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Write(path).StagePartAsync(path, partNumber, content, cancellationToken);

    public Task<ETag?> CommitPartsAsync(ObjectPath path, int partCount, PutCondition condition, CancellationToken cancellationToken) =>
        Write(path).CommitPartsAsync(path, partCount, condition, cancellationToken);

    public Task<bool> DeleteAsync(ObjectPath path, ETag? ifMatch, CancellationToken cancellationToken) =>
        Write(path).DeleteAsync(path, ifMatch, cancellationToken);

    public IAsyncEnumerable<ObjectEntry> ListAsync(string container, string prefix, CancellationToken cancellationToken) =>
        inner.ListAsync(container, prefix, cancellationToken);

    public virtual Task<ILease?> TryAcquireLeaseAsync(ObjectPath name, TimeSpan duration, CancellationToken cancellationToken) =>
        inner.TryAcquireLeaseAsync(name, duration, cancellationToken);

    private IObjectStore Write(ObjectPath path) => fault(path) is { } failure ? throw failure : inner;
}
