using Azure;
using Azure.Storage.Blobs.Models;
using Slipway.Storage;

namespace Slipway.Azure;

/// <summary>
/// Appends to append blobs, each call as one block, which the service adds whole or not at all. The place where it goes is part of the
/// request, so a call whose answer was lost can be sent again without adding the lines twice; the SDK's own retries would.
/// </summary>
internal sealed class BlobAppender(BlobContainers containers, int maxRetries)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(20);

    public async Task AppendAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        int retries = 0;
        long? position = null;
        bool mayBeWritten = false;
        while (true)
        {
            try
            {
                position ??= await FindEndAsync(path, cancellationToken).ConfigureAwait(false);
                await AppendAtAsync(path, content, position.Value, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.AppendPositionConditionNotMet)
            {
                if (mayBeWritten && await IsAtAsync(path, content, position!.Value, cancellationToken).ConfigureAwait(false))
                {
                    return;
                }

                (position, mayBeWritten) = (null, false);
            }
            catch (Exception e) when (retries < maxRetries && IsTransient(e, cancellationToken))
            {
                mayBeWritten = position is not null;
                var delay = FirstDelay * Math.Pow(2, retries++);
                await Task.Delay(delay < MaxDelay ? delay : MaxDelay, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool IsTransient(Exception failure, CancellationToken cancellationToken) => failure switch
    {
        RequestFailedException e => e.Status is 0 or 408 or 429 or >= 500,
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        _ => false,
    };

    private Task<bool> AppendAtAsync(ObjectPath path, ReadOnlyMemory<byte> content, long position, CancellationToken cancellationToken) =>
        containers.WriteAsync(
            path.Container,
            async () =>
            {
                using var stream = BinaryData.FromBytes(content).ToStream();
                var options = new AppendBlobAppendBlockOptions
                {
                    Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = position },
                };
                await containers.AppendBlob(path).AppendBlockAsync(stream, options, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <summary>The length of the blob, which is made when there is none.</summary>
    private async Task<long> FindEndAsync(ObjectPath path, CancellationToken cancellationToken)
    {
        var blob = containers.AppendBlob(path);
        try
        {
            return (await blob.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Value.ContentLength;
        }
        catch (RequestFailedException e) when (e.IsNotFound())
        {
            await containers.WriteAsync(
                path.Container, () => blob.CreateIfNotExistsAsync(cancellationToken: cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            return (await blob.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Value.ContentLength;
        }
    }

    private async Task<bool> IsAtAsync(
        ObjectPath path, ReadOnlyMemory<byte> content, long position, CancellationToken cancellationToken)
    {
        var range = new BlobDownloadOptions { Range = new HttpRange(position, content.Length) };
        var found = await containers.AppendBlob(path).DownloadContentAsync(range, cancellationToken).ConfigureAwait(false);
        return found.Value.Content.ToMemory().Span.SequenceEqual(content.Span);
    }
}
