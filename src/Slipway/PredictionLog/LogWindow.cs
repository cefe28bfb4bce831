namespace Slipway.PredictionLog;

/// <summary>Whole hours of a log, UTC.</summary>
public readonly record struct LogWindow
{
    /// <summary>Makes a window.</summary>
    /// <param name="start">The first hour; widened to the start of its hour.</param>
    /// <param name="endExclusive">The end; widened to the end of its hour.</param>
    /// <exception cref="ArgumentException">The end is not after the start.</exception>
    public LogWindow(DateTimeOffset start, DateTimeOffset endExclusive)
    {
        if (endExclusive <= start)
        {
            throw new ArgumentException("A window ends after it starts.", nameof(endExclusive));
        }

        Start = LogPaths.HourOf(start);
        EndExclusive = LogPaths.HourOf(endExclusive.AddTicks(TimeSpan.TicksPerHour - 1));
    }

    /// <summary>The start of the first hour, UTC.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>The end of the last hour, UTC.</summary>
    public DateTimeOffset EndExclusive { get; }

    /// <summary>The window of the last hours that are over.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="hours">How many, at least 1.</param>
    public static LogWindow Before(DateTimeOffset now, int hours)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hours, 1);
        DateTimeOffset end = LogPaths.HourOf(now);
        return new LogWindow(end.AddHours(-hours), end);
    }
}
