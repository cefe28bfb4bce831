using System.ComponentModel.DataAnnotations;

namespace Slipway.PredictionLog;

/// <summary>How a process writes its part of the logs.</summary>
public sealed class LogWriterOptions
{
    /// <summary>The default of <see cref="MaxPendingBytes"/>.</summary>
    public const int DefaultMaxPendingBytes = 64 * 1024 * 1024;

    /// <summary>
    /// A name that no other running process has, of lower-case letters and digits. Each process appends to objects of its own, so that
    /// they never wait for each other.
    /// </summary>
    [Required]
    [RegularExpression("[a-z0-9]{1,64}")]
    public required string Instance { get; init; }

    /// <summary>The longest that a buffered record waits before it is written to the store.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(0.9);

    /// <summary>The most bytes that wait for the store. When there is no room, see <see cref="LogWriter"/>.</summary>
    [Range(1, int.MaxValue / 2)]
    public int MaxPendingBytes { get; init; } = DefaultMaxPendingBytes;

    /// <summary>How long a buffered record waits for room while the store works; after that it is dropped and counted.</summary>
    public TimeSpan MaxWaitForRoom { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a confirmed record waits until it is stored; after that its caller is told that it may not be.</summary>
    public TimeSpan ConfirmTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long disposal goes on trying to store what is left.</summary>
    public TimeSpan DisposeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most appends to one object before the next is begun; an append blob has at most 50,000.</summary>
    [Range(1, 50_000)]
    public int MaxAppendsPerObject { get; init; } = 40_000;

    /// <summary>The most bytes of one append, unless a single line is longer.</summary>
    [Range(1, int.MaxValue / 2)]
    public int MaxAppendBytes { get; init; } = 4 * 1024 * 1024;
}
