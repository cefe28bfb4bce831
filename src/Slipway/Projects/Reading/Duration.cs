using System.Globalization;
using Slipway.Learning.Results;

namespace Slipway.Projects.Reading;

/// <summary>Spans of time as a spec writes them: a whole number and <c>d</c>, <c>h</c> or <c>m</c>.</summary>
internal static class Duration
{
    public const string Pattern = "^[1-9][0-9]{0,5}[dhm]$";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public static Result<TimeSpan> Parse(string text)
    {
        if (text.Length is >= 2 and <= 7
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && text[0] != '0'
            && UnitOf(text[^1]) is { } unit
            && unit * count <= Longest)
        {
            return unit * count;
        }

        return new Problem(
            SpecCodes.BadDuration,
            $"'{text}' is not a duration; write a whole number and d, h or m, such as 1d, 12h or 30m, up to {Format(Longest)}.");
    }

    public static string Format(TimeSpan span) =>
        span.Ticks % TimeSpan.TicksPerDay == 0 ? $"{span.Days}d"
        : span.Ticks % TimeSpan.TicksPerHour == 0 ? $"{span.TotalHours:0}h"
        : $"{span.TotalMinutes:0}m";

    private static TimeSpan? UnitOf(char letter) => letter switch
    {
        'd' => TimeSpan.FromDays(1),
        'h' => TimeSpan.FromHours(1),
        'm' => TimeSpan.FromMinutes(1),
        _ => null,
    };
}
