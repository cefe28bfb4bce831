using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Slipway.Storage;

namespace Slipway.Azure;

/// <summary>
/// The object store on Azure Blob, in an account without hierarchical namespace: an object is a block blob, or an append blob where it was
/// made by appending. Blobs whose names no key can have are not objects.
/// </summary>
internal sealed class BlobObjectStore : IObjectStore
{
    private const int ReadBufferSizeInBytes = 4 << 20;
    private static readonly TimeSpan MinLease = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan MaxLease = TimeSpan.FromSeconds(60);

    private readonly BlobContainers _containers;
    private readonly BlobWriter _writer;
    private readonly BlobAppender _appender;
    private readonly BlobLeases _leases;

    /// <param name="service">The account.</param>
    /// <param name="serviceWithoutRetries">The same, for calls that must not be repeated blindly.</param>
    /// <param name="options">How it is used.</param>
    public BlobObjectStore(BlobServiceClient service, BlobServiceClient serviceWithoutRetries, AzureStorageOptions options)
    {
        _containers = new BlobContainers(service, options.NamePrefix);
        _writer = new BlobWriter(_containers);
        _appender = new BlobAppender(new BlobContainers(serviceWithoutRetries, options.NamePrefix), options.MaxRetries);
        _leases = new BlobLeases(_containers);
    }

    public Task<StoredObject?> GetAsync(ObjectPath path, CancellationToken cancellationToken) => RunAsync(
        path,
        () => FindOrNullAsync(async () =>
        {
            var found = await Blob(path).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
            return new StoredObject(found.Value.Content.ToMemory(), found.Value.Details.ETag.ToMark());
        }),
        cancellationToken);

    public Task<ObjectEntry?> FindAsync(ObjectPath path, CancellationToken cancellationToken) => RunAsync(
        path,
        () => FindOrNullAsync(async () =>
        {
            BlobProperties found = await Blob(path).GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return new ObjectEntry(path, found.ContentLength, found.ETag.ToMark(), found.LastModified);
        }),
        cancellationToken);

    public Task<Stream?> OpenReadAsync(ObjectPath path, long offsetInBytes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offsetInBytes);
        return RunAsync(
            path,
            () => FindOrNullAsync<Stream>(async () =>
            {
                // Each buffer is fetched on the mark of the first, so a blob replaced meanwhile fails instead of mixing two states.
                var options = new BlobOpenReadOptions(allowModifications: false) { BufferSize = ReadBufferSizeInBytes };
                var stream = await Blob(path).OpenReadAsync(options, cancellationToken).ConfigureAwait(false);
                stream.Seek(Math.Min(offsetInBytes, stream.Length), SeekOrigin.Begin);
                return new BlobReadStream(stream, path.ToString());
            }),
            cancellationToken);
    }

    public Task<Storage.ETag?> PutAsync(
        ObjectPath path, ReadOnlyMemory<byte> content, PutCondition condition, CancellationToken cancellationToken) =>
        RunAsync(path, () => _writer.WriteAsync(path, content, condition, cancellationToken), cancellationToken);

    public Task<Storage.ETag?> PutAsync(ObjectPath path, Stream content, PutCondition condition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        return RunAsync(path, () => _writer.WriteAsync(path, content, condition, cancellationToken), cancellationToken);
    }

    public Task AppendAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (content.IsEmpty || content.Span[^1] != (byte)'\n')
        {
            throw new ArgumentException("Appended content ends with a line feed.", nameof(content));
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, IObjectStore.MaxAppendSizeInBytes, nameof(content));
        return AzureCall.RunAsync(path.ToString(), () => _appender.AppendAsync(path, content, cancellationToken), cancellationToken);
    }

    public Task StagePartAsync(ObjectPath path, int partNumber, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partNumber);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partNumber, IObjectStore.MaxPartCount);
        ArgumentOutOfRangeException.ThrowIfZero(content.Length, nameof(content));
        return AzureCall.RunAsync(
            path.ToString(), () => _writer.StagePartAsync(path, partNumber, content, cancellationToken), cancellationToken);
    }

    public Task<Storage.ETag?> CommitPartsAsync(
        ObjectPath path, int partCount, PutCondition condition, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(partCount, IObjectStore.MaxPartCount);
        return RunAsync(path, () => _writer.CommitPartsAsync(path, partCount, condition, cancellationToken), cancellationToken);
    }

    public Task<bool> DeleteAsync(ObjectPath path, Storage.ETag? ifMatch, CancellationToken cancellationToken) => RunAsync(
        path,
        async () =>
        {
            try
            {
                var conditions = ifMatch is { } etag ? PutCondition.IfUnchanged(etag).ToRequest() : null;
                await Blob(path).DeleteAsync(DeleteSnapshotsOption.IncludeSnapshots, conditions, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (RequestFailedException e) when (e.IsNotFound() || e.IsConditionNotMet())
            {
                return false;
            }
        },
        cancellationToken);

    public IAsyncEnumerable<ObjectEntry> ListAsync(string container, string prefix, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return ObjectPath.FindFault(container, "any") is { } fault
            ? throw new ArgumentException(fault, nameof(container))
            : WalkAsync(container, prefix, cancellationToken);
    }

    public Task<ILease?> TryAcquireLeaseAsync(ObjectPath name, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, MinLease);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, MaxLease);
        return RunAsync(name, () => _leases.TryAcquireAsync(name, duration, cancellationToken), cancellationToken);
    }

    private static async Task<T?> FindOrNullAsync<T>(Func<Task<T>> find)
        where T : class
    {
        try
        {
            return await find().ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.IsNotFound())
        {
            return null;
        }
    }

    private static Task<T> RunAsync<T>(ObjectPath path, Func<Task<T>> call, CancellationToken cancellationToken) =>
        path.Container is null
            ? throw new ArgumentException("The default path names no object.", nameof(path))
            : AzureCall.RunAsync(path.ToString(), call, cancellationToken);

    private BlobBaseClient Blob(ObjectPath path) => _containers.Of(path.Container).GetBlobBaseClient(path.Key);

    private async IAsyncEnumerable<ObjectEntry> WalkAsync(
        string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The service lists in the order of the names' bytes, which is the ordinal order of their characters.
        var pages = _containers.Of(container).GetBlobsAsync(new GetBlobsOptions { Prefix = prefix }, cancellationToken).AsPages()
            .GetAsyncEnumerator(cancellationToken);
        await using (pages.ConfigureAwait(false))
        {
            while (await AzureCall.RunAsync(container, () => MoveNextAsync(pages), cancellationToken).ConfigureAwait(false))
            {
                foreach (var blob in pages.Current.Values.Where(blob => ObjectPath.FindFault(container, blob.Name) is null))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var found = blob.Properties;
                    yield return new ObjectEntry(
                        new ObjectPath(container, blob.Name),
                        found.ContentLength ?? 0,
                        found.ETag?.ToMark() ?? default,
                        found.LastModified ?? default);
                }
            }
        }
    }

    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<Page<BlobItem>> pages)
    {
        try
        {
            return await pages.MoveNextAsync().ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return false;
        }
    }
}
