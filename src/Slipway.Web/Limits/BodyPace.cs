namespace Slipway.Web.Limits;

/// <summary>
/// How fast large bodies are read, all together: one that is sent, or unpacked, as fast as the machine can would take a core from those who
/// ask for a prediction. Like <see cref="ClientRates"/>, one number and no lock.
/// </summary>
internal sealed class BodyPace(SlipwayWebOptions options, TimeProvider time)
{
    /// <summary>What of a body is read without waiting; batches of rows are smaller.</summary>
    public const int FreeBytes = 4 * 1024 * 1024;

    // Timers are no more exact than this.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(8);

    private readonly double _ticksPerByte = (double)time.TimestampFrequency / options.Limits.MaxLargeBodyBytesPerSecond;
    private long _due = time.GetTimestamp();

    /// <summary>Counts bytes of a large body.</summary>
    /// <returns>How long to wait before more of it is read.</returns>
    public TimeSpan Take(int bytes)
    {
        long ticks = (long)(bytes * _ticksPerByte);
        long now = time.GetTimestamp();
        while (true)
        {
            long seen = Volatile.Read(ref _due);
            long due = Math.Max(seen, now) + ticks;
            if (Interlocked.CompareExchange(ref _due, due, seen) == seen)
            {
                var wait = time.GetElapsedTime(now, due);
                return wait < Shortest ? TimeSpan.Zero : wait;
            }
        }
    }
}
