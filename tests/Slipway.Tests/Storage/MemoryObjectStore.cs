using System.Runtime.CompilerServices;
using Slipway.Storage;

namespace Slipway.Tests.Storage;

/// <summary>A store in memory, for tests that make thousands of writes. It passes the contract suite as the real ones do.</summary>
internal sealed class MemoryObjectStore(TimeProvider time) : IObjectStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ObjectPath, (byte[] Content, ETag ETag, DateTimeOffset Written)> _objects = [];
    private readonly Dictionary<(ObjectPath Path, int Number), byte[]> _parts = [];
    private readonly Dictionary<ObjectPath, Lease> _leases = [];
    private long _writes;

    public Task<StoredObject?> GetAsync(ObjectPath path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(_objects.TryGetValue(path, out var found) ? new StoredObject(found.Content, found.ETag) : null);
        }
    }

    public Task<ObjectEntry?> FindAsync(ObjectPath path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(_objects.TryGetValue(path, out var found)
                ? new ObjectEntry(path, found.Content.Length, found.ETag, found.Written)
                : null);
        }
    }

    public async Task<Stream?> OpenReadAsync(ObjectPath path, long offsetInBytes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offsetInBytes);
        return await GetAsync(path, cancellationToken) is { } found
            ? new MemoryStream(found.Content.ToArray(), writable: false) { Position = offsetInBytes }
            : null;
    }

    public Task<ETag?> PutAsync(ObjectPath path, ReadOnlyMemory<byte> content, PutCondition condition, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(Holds(path, condition) ? Write(path, content.ToArray()) : (ETag?)null);
        }
    }

    public async Task<ETag?> PutAsync(ObjectPath path, Stream content, PutCondition condition, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await content.CopyToAsync(buffer, cancellationToken);
        return await PutAsync(path, buffer.ToArray(), condition, cancellationToken);
    }

    public Task AppendAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (content.IsEmpty || content.Span[^1] != (byte)'\n')
        {
            throw new ArgumentException("Appended content ends with a line feed.", nameof(content));
        }

        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            byte[] before = _objects.TryGetValue(path, out var found) ? found.Content : [];
            Write(path, [.. before, .. content.Span]);
        }

        return Task.CompletedTask;
    }

    public Task StagePartAsync(ObjectPath path, int partNumber, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partNumber);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partNumber, IObjectStore.MaxPartCount);
        ArgumentOutOfRangeException.ThrowIfZero(content.Length, nameof(content));
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _parts[(path, partNumber)] = content.ToArray();
        }

        return Task.CompletedTask;
    }

    public Task<ETag?> CommitPartsAsync(ObjectPath path, int partCount, PutCondition condition, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(partCount, IObjectStore.MaxPartCount);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (!Holds(path, condition))
            {
                return Task.FromResult<ETag?>(null);
            }

            if (Enumerable.Range(0, partCount).Any(number => !_parts.ContainsKey((path, number))))
            {
                throw new InvalidOperationException($"A part of '{path}' is missing.");
            }

            byte[] content = [.. Enumerable.Range(0, partCount).SelectMany(number => _parts[(path, number)])];
            foreach (var part in _parts.Keys.Where(part => part.Path == path).ToList())
            {
                _parts.Remove(part);
            }

            return Task.FromResult<ETag?>(Write(path, content));
        }
    }

    public Task<bool> DeleteAsync(ObjectPath path, ETag? ifMatch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            bool holds = _objects.TryGetValue(path, out var found) && (ifMatch is null || ifMatch == found.ETag);
            return Task.FromResult(holds && _objects.Remove(path));
        }
    }

    public async IAsyncEnumerable<ObjectEntry> ListAsync(
        string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectPath[] paths;
        lock (_gate)
        {
            paths = [.. _objects.Keys.Where(p => p.Container == container && p.Key.StartsWith(prefix, StringComparison.Ordinal))];
        }

        cancellationToken.ThrowIfCancellationRequested();
        foreach (var path in paths.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (await FindAsync(path, cancellationToken) is { } entry)
            {
                yield return entry;
            }
        }
    }

    public Task<ILease?> TryAcquireLeaseAsync(ObjectPath name, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.FromSeconds(15));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, TimeSpan.FromSeconds(60));
        lock (_gate)
        {
            if (_leases.TryGetValue(name, out var held) && held.ExpiresAt > time.GetUtcNow())
            {
                return Task.FromResult<ILease?>(null);
            }

            return Task.FromResult<ILease?>(_leases[name] = new Lease(this, name, duration));
        }
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private bool Holds(ObjectPath path, PutCondition condition)
    {
        ETag? current = _objects.TryGetValue(path, out var found) ? found.ETag : null;
        return condition.MustNotExist ? current is null : condition.IfMatch is null || condition.IfMatch == current;
    }

    private ETag Write(ObjectPath path, byte[] content)
    {
        var etag = new ETag($"{++_writes}");
        _objects[path] = (content, etag, time.GetUtcNow());
        return etag;
    }

    private sealed class Lease(MemoryObjectStore store, ObjectPath name, TimeSpan duration) : ILease
    {
        public DateTimeOffset ExpiresAt { get; private set; } = store.Now + duration;

        public Task<bool> RenewAsync(CancellationToken cancellationToken) => Task.FromResult(Extend(duration));

        public ValueTask DisposeAsync()
        {
            Extend(TimeSpan.Zero);
            return ValueTask.CompletedTask;
        }

        private bool Extend(TimeSpan by)
        {
            lock (store._gate)
            {
                bool isHeld = store._leases.GetValueOrDefault(name) == this;
                ExpiresAt = isHeld ? store.Now + by : ExpiresAt;
                return isHeld;
            }
        }
    }
}
