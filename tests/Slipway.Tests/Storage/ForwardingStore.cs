using Slipway.Storage;

namespace Slipway.Tests.Storage;

/// <summary>A store through which all goes to another; tests override what is to fail, wait or be counted.</summary>
internal abstract class ForwardingStore(IObjectStore inner) : IObjectStore
{
    public virtual Task<StoredObject?> GetAsync(ObjectPath path, CancellationToken cancellationToken) =>
        ForReading().GetAsync(path, cancellationToken);

    public virtual Task<ObjectEntry?> FindAsync(ObjectPath path, CancellationToken cancellationToken) =>
        ForReading().FindAsync(path, cancellationToken);

    public virtual Task<Stream?> OpenReadAsync(ObjectPath path, long offsetInBytes, CancellationToken cancellationToken) =>
        ForReading().OpenReadAsync(path, offsetInBytes, cancellationToken);

    public virtual Task<ETag?> PutAsync(
        ObjectPath path, ReadOnlyMemory<byte> content, PutCondition condition, CancellationToken cancellationToken) =>
        ForWriting().PutAsync(path, content, condition, cancellationToken);

    public virtual Task<ETag?> PutAsync(ObjectPath path, Stream content, PutCondition condition, CancellationToken cancellationToken) =>
        ForWriting().PutAsync(path, content, condition, cancellationToken);

    public virtual Task AppendAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        ForWriting().AppendAsync(path, content, cancellationToken);

    public virtual Task StagePartAsync(ObjectPath path, int partNumber, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        ForWriting().StagePartAsync(path, partNumber, content, cancellationToken);

    public virtual Task<ETag?> CommitPartsAsync(
        ObjectPath path, int partCount, PutCondition condition, CancellationToken cancellationToken) =>
        ForWriting().CommitPartsAsync(path, partCount, condition, cancellationToken);

    public virtual Task<bool> DeleteAsync(ObjectPath path, ETag? ifMatch, CancellationToken cancellationToken) =>
        ForWriting().DeleteAsync(path, ifMatch, cancellationToken);

    public virtual IAsyncEnumerable<ObjectEntry> ListAsync(string container, string prefix, CancellationToken cancellationToken) =>
        ForReading().ListAsync(container, prefix, cancellationToken);

    public virtual Task<ILease?> TryAcquireLeaseAsync(ObjectPath name, TimeSpan duration, CancellationToken cancellationToken) =>
        ForWriting().TryAcquireLeaseAsync(name, duration, cancellationToken);

    /// <summary>The store that reads go to; asked for each.</summary>
    protected virtual IObjectStore ForReading() => inner;

    /// <summary>The store that writes go to; asked for each.</summary>
    protected virtual IObjectStore ForWriting() => inner;
}
