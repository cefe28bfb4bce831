using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Slipway.Storage;

namespace Slipway.Azure;

/// <summary>The work queue on Azure Queue. Times are the service's own, in whole seconds, rounded up.</summary>
internal sealed class StorageWorkQueue(QueueServiceClient service, string namePrefix) : IWorkQueue
{
    // By default the service drops a message after seven days.
    private static readonly TimeSpan ForEver = TimeSpan.FromSeconds(-1);

    public Task SendAsync(string queue, ReadOnlyMemory<byte> message, TimeSpan delay, CancellationToken cancellationToken)
    {
        WorkQueueRules.CheckName(queue);
        WorkQueueRules.CheckMessage(message);
        WorkQueueRules.CheckDelay(delay);
        var client = ClientOf(queue);
        Task SendOnceAsync() => client.SendMessageAsync(
            StorageMessage.Encode(message), StorageMessage.WholeSeconds(delay), ForEver, cancellationToken);

        return AzureCall.RunAsync(
            queue,
            async () =>
            {
                try
                {
                    await SendOnceAsync().ConfigureAwait(false);
                }
                catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
                {
                    await client.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                    await SendOnceAsync().ConfigureAwait(false);
                }
            },
            cancellationToken);
    }

    public Task<IWorkItem?> ReceiveAsync(string queue, TimeSpan lease, CancellationToken cancellationToken)
    {
        WorkQueueRules.CheckName(queue);
        WorkQueueRules.CheckLease(lease);
        var client = ClientOf(queue);
        return AzureCall.RunAsync<IWorkItem?>(
            queue,
            async () =>
            {
                try
                {
                    QueueMessage? message = await client
                        .ReceiveMessageAsync(StorageMessage.WholeSeconds(lease), cancellationToken).ConfigureAwait(false);
                    return message is null ? null : new StorageWorkItem(client, message);
                }
                catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
                {
                    return null;
                }
            },
            cancellationToken);
    }

    private QueueClient ClientOf(string queue) => service.GetQueueClient(namePrefix + queue);
}
