using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Slipway.Storage;

namespace Slipway.Azure;

/// <summary>
/// A message of Azure Queue. The receipt that stands for the right to it changes with each renewal, so calls go one by one.
/// </summary>
internal sealed class StorageWorkItem(QueueClient queue, QueueMessage message) : IWorkItem
{
    private readonly SemaphoreSlim _gate = new(1);
    private string _receipt = message.PopReceipt;
    private bool _isOver;

    public ReadOnlyMemory<byte> Message { get; } = StorageMessage.Decode(message);

    public int DeliveryCount { get; } = (int)message.DequeueCount;

    public Task<bool> RenewAsync(TimeSpan lease, CancellationToken cancellationToken)
    {
        WorkQueueRules.CheckLease(lease);
        return RunAsync(() => HideForAsync(lease, cancellationToken), cancellationToken);
    }

    public Task CompleteAsync(CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            await queue.DeleteMessageAsync(message.MessageId, _receipt, cancellationToken).ConfigureAwait(false);
            _isOver = true;
        },
        cancellationToken);

    public Task AbandonAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        WorkQueueRules.CheckDelay(delay);
        return RunAsync(
            async () =>
            {
                await HideForAsync(delay, cancellationToken).ConfigureAwait(false);
                _isOver = true;
            },
            cancellationToken);
    }

    private async Task HideForAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        UpdateReceipt updated = await queue.UpdateMessageAsync(
            message.MessageId, _receipt, visibilityTimeout: StorageMessage.WholeSeconds(time), cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        _receipt = updated.PopReceipt;
    }

    /// <returns>Whether the message was still ours.</returns>
    private async Task<bool> RunAsync(Func<Task> call, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_isOver)
            {
                return false;
            }

            await AzureCall.RunAsync(queue.Name, call, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (IOException e) when (e.InnerException is RequestFailedException failure && IsLost(failure))
        {
            _isOver = true;
            return false;
        }
        finally
        {
            _gate.Release();
        }
    }

    private static bool IsLost(RequestFailedException e) =>
        e.ErrorCode == QueueErrorCode.MessageNotFound || e.ErrorCode == QueueErrorCode.PopReceiptMismatch || e.Status == 404;
}
