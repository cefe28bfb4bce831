using System.Numerics;
using NCrontab;
using Slipway.Learning.Results;
using Slipway.Projects.Reading;

namespace Slipway.Projects;

/// <summary>
/// Points in time, UTC, by NCRONTAB with six fields: second, minute, hour, day of the month, month, day of the week (0 is Sunday).
/// </summary>
public sealed record CronSchedule
{
    private static readonly CronField[] Fields =
    [
        new("second", 0, 59),
        new("minute", 0, 59),
        new("hour", 0, 23),
        new("day of the month", 1, 31),
        new("month", 1, 12, "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
        new("day of the week", 0, 6, "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"),
    ];

    private static readonly int[] LongestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    private CronSchedule(string text) => Text = text;

    /// <summary>The expression, its fields separated by single spaces.</summary>
    public string Text { get; }

    /// <summary>Reads an expression. A field is <c>*</c>, a value, a range <c>a-b</c>, a step <c>*/n</c>, or several with commas.</summary>
    /// <returns>The schedule, or the problem <c>spec.badSchedule</c>.</returns>
    public static Result<CronSchedule> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != Fields.Length)
        {
            string fix = parts.Length == Fields.Length - 1
                ? $"put the second first: \"0 {string.Join(' ', parts)}\"."
                : "write second, minute, hour, day of the month, month and day of the week, such as \"0 0 3 * * 1\".";
            return new Problem(SpecCodes.BadSchedule, $"'{text}' has {parts.Length} fields, but a schedule has six; {fix}");
        }

        var values = new ulong[Fields.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (Fields[i].FindFault(parts[i], out values[i]) is { } fault)
            {
                return new Problem(SpecCodes.BadSchedule, $"'{text}' is not a schedule: {fault}");
            }
        }

        bool everHappens = Enumerable.Range(1, 12).Any(
            month => (values[4] >> month & 1) != 0 && BitOperations.TrailingZeroCount(values[3]) <= LongestMonths[month - 1]);
        return everHappens
            ? new CronSchedule(string.Join(' ', parts))
            : new Problem(SpecCodes.BadSchedule, $"'{text}' never happens: its months have no such day; change the day of the month.");
    }

    /// <summary>The first point of the schedule after another point in time.</summary>
    /// <param name="after">The point in time, exclusive.</param>
    /// <returns>The point, UTC; <see langword="null"/> when the next one is beyond the calendar.</returns>
    public DateTimeOffset? NextAfter(DateTimeOffset after)
    {
        // The library that Azure Functions reads schedules with, so that a timer there and a job here tick alike.
        var schedule = CrontabSchedule.Parse(Text, new CrontabSchedule.ParseOptions { IncludingSeconds = true });
        var next = schedule.GetNextOccurrence(after.UtcDateTime);
        return next < DateTime.MaxValue ? new DateTimeOffset(next, TimeSpan.Zero) : null;
    }

    /// <summary>The expression.</summary>
    public override string ToString() => Text;
}
