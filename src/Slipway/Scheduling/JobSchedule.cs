using Slipway.Projects;

namespace Slipway.Scheduling;

/// <summary>When a job is due: by NCRONTAB, or at whole multiples of an interval, UTC.</summary>
public sealed record JobSchedule
{
    private readonly CronSchedule? _cron;
    private readonly TimeSpan _interval;

    private JobSchedule(CronSchedule? cron, TimeSpan interval) => (_cron, _interval) = (cron, interval);

    /// <summary>At the points of an NCRONTAB expression.</summary>
    public static JobSchedule Cron(CronSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return new JobSchedule(schedule, default);
    }

    /// <summary>At whole multiples of an interval from midnight of 1 January of the year 1, so that every process has the same
    /// points.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The interval is below a second.</exception>
    public static JobSchedule Every(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromSeconds(1));
        return new JobSchedule(null, interval);
    }

    /// <summary>The first point after another point in time, exclusive; <see langword="null"/> when there is none.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset after) => _cron is not null
        ? _cron.NextAfter(after)
        : new DateTimeOffset(((after.UtcTicks / _interval.Ticks) + 1) * _interval.Ticks, TimeSpan.Zero);

    /// <inheritdoc/>
    public override string ToString() => _cron?.Text ?? $"every {_interval}";
}
