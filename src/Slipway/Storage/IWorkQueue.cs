namespace Slipway.Storage;

/// <summary>
/// Work to be done by whichever process takes it: a folder on a laptop, Azure Queue in the cloud. Each message is received at least
/// once, in no order, and again when whoever received it did not complete it in time. Safe for several threads and several processes.
/// </summary>
/// <remarks>
/// A queue is made by the first message sent to it. <see cref="WorkQueueRules"/> says what names, messages and times are allowed.
/// </remarks>
public interface IWorkQueue
{
    /// <summary>Adds a message. When the call returns, a crash does not lose it.</summary>
    /// <param name="queue">The name of the queue.</param>
    /// <param name="message">Up to <see cref="WorkQueueRules.MaxMessageSizeInBytes"/> bytes; large data goes to the object store.</param>
    /// <param name="delay">How long nobody receives it, up to 7 days.</param>
    /// <param name="cancellationToken">Ends the call early; the message may have been sent.</param>
    Task SendAsync(string queue, ReadOnlyMemory<byte> message, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Receives the next message that nobody works on, and hides it from others for a time.</summary>
    /// <param name="queue">The name of the queue.</param>
    /// <param name="lease">How long nobody else receives it, 1 second to 7 days; renew it for longer work.</param>
    /// <param name="cancellationToken">Ends the call early; a message taken already comes back when its lease ends.</param>
    /// <returns>The message, or <see langword="null"/> when there is none.</returns>
    Task<IWorkItem?> ReceiveAsync(string queue, TimeSpan lease, CancellationToken cancellationToken);
}
