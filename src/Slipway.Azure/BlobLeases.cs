using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Slipway.Storage;

namespace Slipway.Azure;

/// <summary>Leases on small blobs of their own, one a name, so that an object of that name stays writable.</summary>
internal sealed class BlobLeases(BlobContainers containers)
{
    private const string Container = "locks";

    public async Task<ILease?> TryAcquireAsync(ObjectPath name, TimeSpan duration, CancellationToken cancellationToken)
    {
        var blob = containers.Of(Container).GetBlockBlobClient(name.ToString());
        var seconds = TimeSpan.FromSeconds(Math.Ceiling(duration.TotalSeconds));
        while (true)
        {
            var lease = blob.GetBlobLeaseClient();
            try
            {
                await lease.AcquireAsync(seconds, cancellationToken: cancellationToken).ConfigureAwait(false);
                return new BlobLease(lease, name.ToString());
            }
            catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.LeaseAlreadyPresent)
            {
                return null;
            }
            catch (RequestFailedException e) when (e.IsNotFound())
            {
                await containers.WriteAsync(Container, () => CreateAsync(blob, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<bool> CreateAsync(BlockBlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            var options = new BlobUploadOptions { Conditions = PutCondition.IfAbsent.ToRequest() };
            await blob.UploadAsync(Stream.Null, options, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.IsConditionNotMet() || e.ErrorCode == BlobErrorCode.LeaseIdMissing)
        {
            // Another made it, and may hold it by now.
        }

        return true;
    }

    private sealed class BlobLease(BlobLeaseClient lease, string name) : ILease
    {
        private int _isReleased;

        public async Task<bool> RenewAsync(CancellationToken cancellationToken)
        {
            ObjectDisposedException.ThrowIf(_isReleased != 0, this);
            return await AzureCall.RunAsync(
                name,
                async () =>
                {
                    try
                    {
                        await lease.RenewAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                        return true;
                    }
                    catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
                    {
                        return false;
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _isReleased, 1) != 0)
            {
                return;
            }

            try
            {
                await AzureCall.RunAsync(name, () => lease.ReleaseAsync(), CancellationToken.None).ConfigureAwait(false);
            }
            catch (IOException)
            {
                // It is lost already, or runs out by itself.
            }
        }
    }
}
