using System.Text.Json;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Models;

/// <summary>Names and values of the parts of timestamps.</summary>
public static class TimestampParts
{
    /// <summary>All parts, in their order.</summary>
    public static IReadOnlyList<TimestampPart> All { get; } = Enum.GetValues<TimestampPart>();

    /// <summary>The name of the input of a model that takes this part of a column.</summary>
    public static string InputName(string column, TimestampPart part) => $"{column}.{JsonNamingPolicy.CamelCase.ConvertName(part.ToString())}";

    /// <summary>The value of a part; NaN where the timestamp is missing.</summary>
    /// <param name="utcTicks">UTC ticks, or <see cref="TimestampColumn.Missing"/>.</param>
    /// <param name="part">Which part.</param>
    public static float Value(long utcTicks, TimestampPart part)
    {
        if (utcTicks == TimestampColumn.Missing)
        {
            return float.NaN;
        }

        var time = new DateTime(utcTicks, DateTimeKind.Utc);
        return part switch
        {
            TimestampPart.Year => time.Year,
            TimestampPart.Month => time.Month,
            TimestampPart.Day => time.Day,
            TimestampPart.DayOfWeek => (int)time.DayOfWeek,
            TimestampPart.DayOfYear => time.DayOfYear,
            TimestampPart.Hour => time.Hour,
            TimestampPart.Minute => time.Minute,
            _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
        };
    }
}
