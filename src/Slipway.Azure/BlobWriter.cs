using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs.Models;
using Slipway.Storage;

namespace Slipway.Azure;

/// <summary>
/// Writes whole blobs. Every write leaves a mark of its own in the blob's metadata: when the answer to a write was lost, the SDK sends it
/// again, and the second try then fails on the condition that the first one ended. The mark tells that apart from a race lost to another.
/// </summary>
internal sealed class BlobWriter(BlobContainers containers)
{
    private const int BlockSizeInBytes = 4 << 20;
    private const int MarkLength = 16;
    private const string MarkKey = "slipwaywrite";
    private const string PartMark = "part------------";

    public async Task<Storage.ETag?> WriteAsync(
        ObjectPath path, ReadOnlyMemory<byte> content, PutCondition condition, CancellationToken cancellationToken)
    {
        if (content.Length > BlockSizeInBytes)
        {
            using var stream = BinaryData.FromBytes(content).ToStream();
            return await WriteAsync(path, stream, condition, cancellationToken).ConfigureAwait(false);
        }

        string mark = NewMark();
        return await TryAsync(path, mark, () => UploadAsync(path, content, mark, condition, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }

    public async Task<Storage.ETag?> WriteAsync(
        ObjectPath path, Stream content, PutCondition condition, CancellationToken cancellationToken)
    {
        string mark = NewMark();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BlockSizeInBytes);
        try
        {
            var ids = new List<string>();
            while (true)
            {
                int length = await content.ReadAtLeastAsync(
                    buffer.AsMemory(0, BlockSizeInBytes), BlockSizeInBytes, throwOnEndOfStream: false, cancellationToken)
                    .ConfigureAwait(false);
                var block = buffer.AsMemory(0, length);
                if (ids.Count == 0 && length < BlockSizeInBytes)
                {
                    return await TryAsync(path, mark, () => UploadAsync(path, block, mark, condition, cancellationToken), cancellationToken)
                        .ConfigureAwait(false);
                }

                if (length > 0)
                {
                    ids.Add(BlockId(mark, ids.Count));
                    await StageAsync(path, ids[^1], block, cancellationToken).ConfigureAwait(false);
                }

                if (length < BlockSizeInBytes)
                {
                    break;
                }
            }

            return await CommitStreamAsync(path, ids, mark, condition, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public Task StagePartAsync(ObjectPath path, int partNumber, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        StageAsync(path, BlockId(PartMark, partNumber), content, cancellationToken);

    public async Task<Storage.ETag?> CommitPartsAsync(
        ObjectPath path, int partCount, PutCondition condition, CancellationToken cancellationToken)
    {
        string[] ids = [.. Enumerable.Range(0, partCount).Select(number => BlockId(PartMark, number))];

        // The service would take a part that was not staged from the content that is there, where an earlier commit left it.
        var staged = await ListStagedAsync(path, cancellationToken).ConfigureAwait(false);
        if (ids.All(staged.Contains))
        {
            string mark = NewMark();
            return await TryAsync(path, mark, () => CommitAsync(path, ids, mark, condition, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
        }

        return await HoldsAsync(path, condition, cancellationToken).ConfigureAwait(false)
            ? throw new InvalidOperationException(
                $"'{path}' cannot be made of {partCount} parts: one was never staged, or they were committed already.")
            : null;
    }

    // A mark only has to differ between writes to one blob at one time; nothing that users see depends on it.
    private static string NewMark() => RandomNumberGenerator.GetHexString(MarkLength, lowercase: true);

    /// <summary>All ids of a blob must have the same length.</summary>
    private static string BlockId(string mark, int number) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{mark}{number:d5}")));

    private static Dictionary<string, string> Metadata(string mark) => new() { [MarkKey] = mark };

    private Task<global::Azure.ETag> UploadAsync(
        ObjectPath path, ReadOnlyMemory<byte> content, string mark, PutCondition condition, CancellationToken cancellationToken) =>
        containers.WriteAsync(
            path.Container,
            async () =>
            {
                using var stream = BinaryData.FromBytes(content).ToStream();
                var options = new BlobUploadOptions
                {
                    Conditions = condition.ToRequest(),
                    Metadata = Metadata(mark),
                    TransferOptions = new StorageTransferOptions { InitialTransferSize = BlockSizeInBytes },
                };
                var written = await containers.BlockBlob(path).UploadAsync(stream, options, cancellationToken).ConfigureAwait(false);
                return written.Value.ETag;
            },
            cancellationToken);

    private Task StageAsync(ObjectPath path, string id, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        containers.WriteAsync(
            path.Container,
            async () =>
            {
                using var stream = BinaryData.FromBytes(content).ToStream();
                return await containers.BlockBlob(path)
                    .StageBlockAsync(id, stream, cancellationToken: cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);

    private Task<global::Azure.ETag> CommitAsync(
        ObjectPath path, IEnumerable<string> ids, string mark, PutCondition condition, CancellationToken cancellationToken) =>
        containers.WriteAsync(
            path.Container,
            async () =>
            {
                var options = new CommitBlockListOptions { Conditions = condition.ToRequest(), Metadata = Metadata(mark) };
                var written = await containers.BlockBlob(path).CommitBlockListAsync(ids, options, cancellationToken).ConfigureAwait(false);
                return written.Value.ETag;
            },
            cancellationToken);

    private async Task<Storage.ETag?> CommitStreamAsync(
        ObjectPath path, List<string> ids, string mark, PutCondition condition, CancellationToken cancellationToken)
    {
        try
        {
            return await TryAsync(path, mark, () => CommitAsync(path, ids, mark, condition, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.InvalidBlockList)
        {
            // A commit drops the blocks that others staged for the same blob.
            return await HoldsAsync(path, condition, cancellationToken).ConfigureAwait(false)
                ? throw new IOException($"'{path}' was written by another at the same time, and this write was dropped; write it again.", e)
                : null;
        }
    }

    private async Task<Storage.ETag?> TryAsync(
        ObjectPath path, string mark, Func<Task<global::Azure.ETag>> write, CancellationToken cancellationToken)
    {
        try
        {
            return (await write().ConfigureAwait(false)).ToMark();
        }
        catch (RequestFailedException e) when (e.IsConditionNotMet())
        {
            var current = await PropertiesAsync(path, cancellationToken).ConfigureAwait(false);
            return current is not null && current.Metadata.TryGetValue(MarkKey, out string? writer) && writer == mark
                ? current.ETag.ToMark()
                : null;
        }
    }

    private async Task<HashSet<string>> ListStagedAsync(ObjectPath path, CancellationToken cancellationToken)
    {
        try
        {
            var list = await containers.BlockBlob(path)
                .GetBlockListAsync(BlockListTypes.Uncommitted, cancellationToken: cancellationToken).ConfigureAwait(false);
            return [.. list.Value.UncommittedBlocks.Select(block => block.Name)];
        }
        catch (RequestFailedException e) when (e.IsNotFound())
        {
            return [];
        }
    }

    private async Task<bool> HoldsAsync(ObjectPath path, PutCondition condition, CancellationToken cancellationToken)
    {
        var current = await PropertiesAsync(path, cancellationToken).ConfigureAwait(false);
        return condition.MustNotExist ? current is null : condition.IfMatch is not { } etag || current?.ETag.ToMark() == etag;
    }

    private async Task<BlobProperties?> PropertiesAsync(ObjectPath path, CancellationToken cancellationToken)
    {
        try
        {
            return await containers.BlockBlob(path).GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.IsNotFound())
        {
            return null;
        }
    }
}
