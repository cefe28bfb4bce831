using Slipway.Storage;

namespace Slipway.Tests.Storage;

/// <summary>A store whose process dies after a number of writes: from then on every call fails, as nothing can be done any more.</summary>
internal sealed class CrashingStore(IObjectStore inner, int writesUntilCrash) : IObjectStore
{
    private int _writesLeft = writesUntilCrash;

    public bool HasCrashed { get; private set; }

    public Task<StoredObject?> GetAsync(ObjectPath path, CancellationToken cancellationToken) => Alive().GetAsync(path, cancellationToken);

    public Task<ObjectEntry?> FindAsync(ObjectPath path, CancellationToken cancellationToken) => Alive().FindAsync(path, cancellationToken);

    public Task<Stream?> OpenReadAsync(ObjectPath path, long offsetInBytes, CancellationToken cancellationToken) =>
        Alive().OpenReadAsync(path, offsetInBytes, cancellationToken);

    public Task<ETag?> PutAsync(
        ObjectPath path, ReadOnlyMemory<byte> content, PutCondition condition, CancellationToken cancellationToken) =>
        Write().PutAsync(path, content, condition, cancellationToken);

    public Task<ETag?> PutAsync(ObjectPath path, Stream content, PutCondition condition, CancellationToken cancellationToken) =>
        Write().PutAsync(path, content, condition, cancellationToken);

    public Task AppendAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Write().AppendAsync(path, content, cancellationToken);

    public Task StagePartAsync(ObjectPath path, int partNumber, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Write().StagePartAsync(path, partNumber, content, cancellationToken);

    public Task<ETag?> CommitPartsAsync(ObjectPath path, int partCount, PutCondition condition, CancellationToken cancellationToken) =>
        Write().CommitPartsAsync(path, partCount, condition, cancellationToken);

    public Task<bool> DeleteAsync(ObjectPath path, ETag? ifMatch, CancellationToken cancellationToken) =>
        Write().DeleteAsync(path, ifMatch, cancellationToken);

    public IAsyncEnumerable<ObjectEntry> ListAsync(string container, string prefix, CancellationToken cancellationToken) =>
        Alive().ListAsync(container, prefix, cancellationToken);

    public Task<ILease?> TryAcquireLeaseAsync(ObjectPath name, TimeSpan duration, CancellationToken cancellationToken) =>
        Write().TryAcquireLeaseAsync(name, duration, cancellationToken);

    private IObjectStore Alive() => HasCrashed ? throw new SimulatedCrashException() : inner;

    private IObjectStore Write()
    {
        HasCrashed |= _writesLeft-- <= 0;
        return Alive();
    }
}
