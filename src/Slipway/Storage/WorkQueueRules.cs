namespace Slipway.Storage;

/// <summary>
/// What every work queue allows. They are the limits of Azure Queue, kept by all adapters so that work moves to the cloud unchanged.
/// </summary>
public static class WorkQueueRules
{
    /// <summary>The longest message: Azure's 64 KiB hold as much in base64.</summary>
    public const int MaxMessageSizeInBytes = 48 * 1024;

    /// <summary>The shortest lease.</summary>
    public static readonly TimeSpan MinLease = TimeSpan.FromSeconds(1);

    /// <summary>The longest lease and the longest delay.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromDays(7);

    /// <summary>Guards the name of a queue.</summary>
    /// <exception cref="ArgumentException">The name is not 3 to 63 lower-case letters, digits and single hyphens between them.</exception>
    public static void CheckName(string queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        bool isName = queue.Length is >= 3 and <= 63
            && queue.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            && queue[0] != '-' && queue[^1] != '-' && !queue.Contains("--", StringComparison.Ordinal);
        if (!isName)
        {
            throw new ArgumentException(
                $"'{queue}' cannot name a queue: that is 3 to 63 lower-case letters, digits and single hyphens between them.",
                nameof(queue));
        }
    }

    /// <summary>Guards a message.</summary>
    /// <exception cref="ArgumentException">The message is too long.</exception>
    public static void CheckMessage(ReadOnlyMemory<byte> message)
    {
        if (message.Length > MaxMessageSizeInBytes)
        {
            throw new ArgumentException(
                $"A message of {message.Length} bytes is too long: {MaxMessageSizeInBytes} fit. Put data into the store, send its name.",
                nameof(message));
        }
    }

    /// <summary>Guards the time that a message is hidden from others.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1 second or above 7 days.</exception>
    public static void CheckLease(TimeSpan lease)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lease, MinLease);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lease, MaxTime);
    }

    /// <summary>Guards a delay.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or above 7 days.</exception>
    public static void CheckDelay(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, MaxTime);
    }
}
