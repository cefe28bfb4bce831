using Slipway.Storage;

namespace Slipway.Web.Tests;

/// <summary>A store that refuses to append while it is told to; all else goes through.</summary>
internal sealed class AppendFaults(IObjectStore inner) : IObjectStore
{
    private volatile bool _isFailing = true;

    public bool IsFailing
    {
        get => _isFailing;
        set => _isFailing = value;
    }

    public Task AppendAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => IsFailing && path.Container == "logs"
        ? throw new IOException("The disk is full.")
        : inner.AppendAsync(path, content, cancellationToken);

    public Task<StoredObject?> GetAsync(ObjectPath path, CancellationToken cancellationToken) => inner.GetAsync(path, cancellationToken);

    public Task<ObjectEntry?> FindAsync(ObjectPath path, CancellationToken cancellationToken) => inner.FindAsync(path, cancellationToken);

    public Task<Stream?> OpenReadAsync(ObjectPath path, long offsetInBytes, CancellationToken cancellationToken) =>
        inner.OpenReadAsync(path, offsetInBytes, cancellationToken);

    public Task<ETag?> PutAsync(ObjectPath path, ReadOnlyMemory<byte> content, PutCondition condition, CancellationToken cancellationToken) =>
        inner.PutAsync(path, content, condition, cancellationToken);

    public Task<ETag?> PutAsync(ObjectPath path, Stream content, PutCondition condition, CancellationToken cancellationToken) =>
        inner.PutAsync(path, content, condition, cancellationToken);

    public Task StagePartAsync(ObjectPath path, int partNumber, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        inner.StagePartAsync(path, partNumber, content, cancellationToken);

    public Task<ETag?> CommitPartsAsync(ObjectPath path, int partCount, PutCondition condition, CancellationToken cancellationToken) =>
        inner.CommitPartsAsync(path, partCount, condition, cancellationToken);

    public Task<bool> DeleteAsync(ObjectPath path, ETag? ifMatch, CancellationToken cancellationToken) =>
        inner.DeleteAsync(path, ifMatch, cancellationToken);

    public IAsyncEnumerable<ObjectEntry> ListAsync(string container, string prefix, CancellationToken cancellationToken) =>
        inner.ListAsync(container, prefix, cancellationToken);

    public Task<ILease?> TryAcquireLeaseAsync(ObjectPath name, TimeSpan duration, CancellationToken cancellationToken) =>
        inner.TryAcquireLeaseAsync(name, duration, cancellationToken);
}
