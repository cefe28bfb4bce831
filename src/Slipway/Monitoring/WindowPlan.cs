namespace Slipway.Monitoring;

/// <summary>Which windows are over and were not looked at. Pure.</summary>
/// <param name="Missed">Their starts and ends, oldest first.</param>
/// <param name="Skipped">How many before those are left out, because too many were missed.</param>
internal sealed record WindowPlan(IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Missed, long Skipped)
{
    /// <summary>Makes the plan.</summary>
    /// <param name="lastEnd">The end of the last window that was looked at; null when none was, and then only the last window is due.</param>
    /// <param name="length">How long windows are; they begin at whole multiples of it.</param>
    /// <param name="over">Windows that end until then are over.</param>
    /// <param name="max">The most windows that are made up for.</param>
    public static WindowPlan Make(DateTimeOffset? lastEnd, TimeSpan length, DateTimeOffset over, int max)
    {
        long last = over.UtcTicks / length.Ticks;
        long first = lastEnd is { } end ? (end.UtcTicks / length.Ticks) + 1 : last;
        long skipped = Math.Max(0, last - first + 1 - max);
        var missed = new List<(DateTimeOffset From, DateTimeOffset To)>();
        for (long index = first + skipped; index <= last; index++)
        {
            var to = new DateTimeOffset(index * length.Ticks, TimeSpan.Zero);
            missed.Add((to - length, to));
        }

        return new WindowPlan(missed, skipped);
    }
}
