using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Slipway.Storage;

namespace Slipway.Azure;

/// <summary>Finds the blobs of objects, and makes their containers when a write misses them.</summary>
internal sealed class BlobContainers(BlobServiceClient service, string namePrefix)
{
    public BlobContainerClient Of(string container) => service.GetBlobContainerClient(namePrefix + container);

    public BlockBlobClient BlockBlob(ObjectPath path) => Of(path.Container).GetBlockBlobClient(path.Key);

    public AppendBlobClient AppendBlob(ObjectPath path) => Of(path.Container).GetAppendBlobClient(path.Key);

    /// <summary>Runs a write, and runs it again when the container had to be made first.</summary>
    public async Task<T> WriteAsync<T>(string container, Func<Task<T>> write, CancellationToken cancellationToken)
    {
        try
        {
            return await write().ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await Of(container).CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return await write().ConfigureAwait(false);
        }
    }
}
