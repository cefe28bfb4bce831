namespace Slipway.Learning.Profiles;

/// <summary>The first and the last of some points in time.</summary>
/// <param name="MinTicks">UTC ticks of the first.</param>
/// <param name="MaxTicks">UTC ticks of the last.</param>
public readonly record struct TimestampRange(long MinTicks, long MaxTicks)
{
    /// <summary>The least range that holds both.</summary>
    public TimestampRange Merge(TimestampRange other) => new(Math.Min(MinTicks, other.MinTicks), Math.Max(MaxTicks, other.MaxTicks));
}
