namespace Slipway.Storage;

/// <summary>
/// The object store in a local folder: a container is a folder, a key a relative path, so that people can look at objects and drop files
/// with
/// ordinary tools. Safe for several threads and several processes on one machine (or on a network volume that supports file locks).
/// </summary>
/// <remarks>
/// New content is written to a hidden folder, flushed to disk and renamed, so a crash or power cut leaves the old content or the new.
/// A delete is not flushed: after a power cut the object may be back. Files and folders whose names start with a dot, and symbolic links,
/// are
/// not objects. On file systems that ignore case, keys that differ only in case are one object.
/// </remarks>
public sealed class FolderObjectStore : IObjectStore
{
    private const int WriteSizeInBytes = 128 * 1024;

    private static readonly TimeSpan MinLease = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan MaxLease = TimeSpan.FromSeconds(60);

    private readonly FolderLayout _layout;
    private readonly FolderLocks _locks;
    private readonly FolderLeases _leases;
    private readonly FolderParts _parts;
    private readonly TimeProvider _time;

    /// <summary>
    /// Opens a store, and removes what processes killed more than a day ago left half-written. The folder is made by the first write.
    /// </summary>
    public FolderObjectStore(string rootFolder, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(rootFolder);
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _layout = new FolderLayout(rootFolder);
        _locks = new FolderLocks(_layout);
        _leases = new FolderLeases(_layout, _locks, time);
        _parts = new FolderParts(_layout);
        TempFile.RemoveAbandoned(_layout, time.GetUtcNow());
        _parts.RemoveAbandoned(time.GetUtcNow());
    }

    /// <inheritdoc/>
    public async Task<StoredObject?> GetAsync(ObjectPath path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using var file = OpenRead(path);
        if (file is null)
        {
            return null;
        }

        // The mark is read before the content: should an append come in between, a put on this mark fails, which is safe.
        var state = FileState.Of(file);
        byte[] content = new byte[state.Length];
        int length = await file.ReadAtLeastAsync(
            content, content.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return new StoredObject(content.AsMemory(0, length), state.ETag);
    }

    /// <inheritdoc/>
    public Task<ObjectEntry?> FindAsync(ObjectPath path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectEntry? entry = _layout.FileToRead(path) is { } file && FileState.Of(file) is { } state
            ? new ObjectEntry(path, state.Length, state.ETag, state.LastModified)
            : null;
        return Task.FromResult(entry);
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenReadAsync(ObjectPath path, long offsetInBytes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offsetInBytes);
        cancellationToken.ThrowIfCancellationRequested();
        var file = OpenRead(path);
        file?.Seek(offsetInBytes, SeekOrigin.Begin);
        return Task.FromResult<Stream?>(file);
    }

    /// <inheritdoc/>
    public Task<ETag?> PutAsync(
        ObjectPath path, ReadOnlyMemory<byte> content, PutCondition condition, CancellationToken cancellationToken) =>
        PutAsync(path, file => file.WriteAsync(content, cancellationToken).AsTask(), condition, cancellationToken);

    /// <inheritdoc/>
    public Task<ETag?> PutAsync(ObjectPath path, Stream content, PutCondition condition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        return PutAsync(path, file => content.CopyToAsync(file, cancellationToken), condition, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task AppendAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (content.IsEmpty || content.Span[^1] != (byte)'\n')
        {
            throw new ArgumentException("Appended content ends with a line feed.", nameof(content));
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, IObjectStore.MaxAppendSizeInBytes, nameof(content));

        string file = _layout.FileToWrite(path);
        using var held = await _locks.AcquireAsync(path.ToString(), cancellationToken).ConfigureAwait(false);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var target = new FileStream(
            file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var before = FileState.Of(target);
        long floor = Math.Max(before.Length == 0 ? 0 : before.Ticks, held.LastDeletedTicks);
        long end = LineFile.CutTornLine(target);
        try
        {
            target.Seek(end, SeekOrigin.Begin);
            for (int start = 0; start < content.Length; start += WriteSizeInBytes)
            {
                target.Write(content.Span[start..Math.Min(start + WriteSizeInBytes, content.Length)]);

                // A long write keeps its core for milliseconds, for which requests would wait.
                Thread.Yield();
            }

            FileState.Stamp(target, NowTicks, floor);
            RandomAccess.FlushToDisk(target.SafeFileHandle);
        }
        catch (IOException)
        {
            target.SetLength(end);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task StagePartAsync(ObjectPath path, int partNumber, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partNumber);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partNumber, IObjectStore.MaxPartCount);
        ArgumentOutOfRangeException.ThrowIfZero(content.Length, nameof(content));
        cancellationToken.ThrowIfCancellationRequested();
        _layout.FileToWrite(path);
        return _parts.StageAsync(path, partNumber, content, NowTicks, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ETag?> CommitPartsAsync(ObjectPath path, int partCount, PutCondition condition, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(partCount, IObjectStore.MaxPartCount);
        cancellationToken.ThrowIfCancellationRequested();
        string file = _layout.FileToWrite(path);
        if (!Holds(condition, FileState.Of(file)))
        {
            return null;
        }

        // The lock is shared with other objects, so the long copy comes before it.
        using var temp = TempFile.Create(_layout);
        bool isWhole = await _parts.TryCopyAsync(path, partCount, temp.Content, cancellationToken).ConfigureAwait(false);
        RandomAccess.FlushToDisk(temp.Content.SafeFileHandle);

        using var held = await _locks.AcquireAsync(path.ToString(), cancellationToken).ConfigureAwait(false);
        var current = FileState.Of(file);
        if (!Holds(condition, current))
        {
            return null;
        }

        if (!isWhole)
        {
            throw new InvalidOperationException(
                $"'{path}' cannot be made of {partCount} parts: one was never staged, or they were committed already.");
        }

        var state = temp.MoveTo(file, NowTicks, Math.Max(current?.Ticks ?? 0, held.LastDeletedTicks));
        _parts.Remove(path);
        return state.ETag;
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(ObjectPath path, ETag? ifMatch, CancellationToken cancellationToken)
    {
        string file = _layout.FileToWrite(path);
        using var held = await _locks.AcquireAsync(path.ToString(), cancellationToken).ConfigureAwait(false);
        if (FileState.Of(file) is not { } current || (ifMatch is { } etag && etag != current.ETag))
        {
            return false;
        }

        held.LastDeletedTicks = Math.Max(held.LastDeletedTicks, current.Ticks);
        File.Delete(file);
        return true;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectEntry> ListAsync(string container, string prefix, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return ObjectPath.FindFault(container, "any") is { } fault
            ? throw new ArgumentException(fault, nameof(container))
            : FolderListing.WalkAsync(_layout, container, prefix, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ILease?> TryAcquireLeaseAsync(ObjectPath name, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, MinLease);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, MaxLease);
        return _leases.TryAcquireAsync(name, duration, cancellationToken);
    }

    private async Task<ETag?> PutAsync(
        ObjectPath path, Func<FileStream, Task> write, PutCondition condition, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string file = _layout.FileToWrite(path);
        using var temp = TempFile.Create(_layout);
        await write(temp.Content).ConfigureAwait(false);
        RandomAccess.FlushToDisk(temp.Content.SafeFileHandle);

        using var held = await _locks.AcquireAsync(path.ToString(), cancellationToken).ConfigureAwait(false);
        var current = FileState.Of(file);
        return Holds(condition, current)
            ? temp.MoveTo(file, NowTicks, Math.Max(current?.Ticks ?? 0, held.LastDeletedTicks)).ETag
            : null;
    }

    private static bool Holds(PutCondition condition, FileState? current) =>
        condition.MustNotExist ? current is null : condition.IfMatch is not { } etag || current?.ETag == etag;

    private long NowTicks => _time.GetUtcNow().UtcTicks;

    private FileStream? OpenRead(ObjectPath path)
    {
        if (_layout.FileToRead(path) is not { } file || !File.Exists(file))
        {
            return null;
        }

        try
        {
            return new FileStream(
                file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0,
                FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
