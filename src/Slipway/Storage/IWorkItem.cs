namespace Slipway.Storage;

/// <summary>A message that was received, and the right to work on it for a while.</summary>
public interface IWorkItem
{
    /// <summary>The message, as it was sent.</summary>
    ReadOnlyMemory<byte> Message { get; }

    /// <summary>How often the message was received, this time included: 1 the first time, more when a worker failed.</summary>
    int DeliveryCount { get; }

    /// <summary>Keeps the message hidden from others for a time from now.</summary>
    /// <returns>Whether it is still ours; when not, another received it or it is done, and the work must stop.</returns>
    /// <param name="lease">How long, 1 second to 7 days.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    Task<bool> RenewAsync(TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the message: the work is done. Does nothing when the message is no longer ours; whoever has it does the work again.
    /// </summary>
    Task CompleteAsync(CancellationToken cancellationToken);

    /// <summary>Gives the message back, to be received again after a delay. Does nothing when the message is no longer ours.</summary>
    /// <param name="delay">How long it stays hidden, up to 7 days.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    Task AbandonAsync(TimeSpan delay, CancellationToken cancellationToken);
}
