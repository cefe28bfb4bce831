using Slipway.Storage;

namespace Slipway.Tests.PredictionLog;

/// <summary>A store whose appends can be held, or fail; all else goes through.</summary>
internal sealed class GatedStore(IObjectStore inner) : IObjectStore
{
    private TaskCompletionSource? _gate;
    private int _failures;
    private int _attempts;

    public int Attempts => Volatile.Read(ref _attempts);

    /// <summary>Whether a failing append has written its lines all the same, as one whose answer got lost.</summary>
    public bool WritesBeforeFailing { get; init; }

    public List<(ObjectPath Path, int Bytes)> Appends { get; } = [];

    public void Hold() => _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _gate!.SetResult();

    public void FailNext(int appends) => Volatile.Write(ref _failures, appends);

    public async Task AppendAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _attempts);
        if (_gate is { } gate)
        {
            await gate.Task.WaitAsync(cancellationToken);
        }

        bool fails = Interlocked.Decrement(ref _failures) >= 0;
        if (!fails || WritesBeforeFailing)
        {
            await inner.AppendAsync(path, content, cancellationToken);
            Appends.Add((path, content.Length));
        }

        if (fails)
        {
            throw new IOException("The disk is full.");
        }
    }

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
