using System.Globalization;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.PredictionLog;

/// <summary>
/// Where logs are: <c>logs/&lt;model&gt;/predictions/yyyy/MM/dd/HH-&lt;instance&gt;.jsonl</c>, and <c>feedback</c> likewise. The second
/// object of an instance in an hour ends with <c>-2</c>, and so on.
/// </summary>
internal static class LogPaths
{
    public const string Container = "logs";

    public static DateTime HourOf(DateTimeOffset time)
    {
        long ticks = time.UtcTicks;
        return new DateTime(ticks - (ticks % TimeSpan.TicksPerHour), DateTimeKind.Utc);
    }

    public static ObjectPath Object(LogKey key, string instance, int number)
    {
        string suffix = number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{number}");
        return new ObjectPath(Container, $"{HourPrefix(key)}{instance}{suffix}.jsonl");
    }

    /// <summary>What the keys of all objects of an hour start with.</summary>
    public static string HourPrefix(LogKey key) =>
        Folder(key.Model, key.Kind) + key.Hour.ToString("yyyy/MM/dd/HH'-'", CultureInfo.InvariantCulture);

    /// <summary>What the keys of all objects of a day start with.</summary>
    public static string DayPrefix(ModelName model, LogKind kind, DateTime day) =>
        Folder(model, kind) + day.ToString("yyyy/MM/dd/", CultureInfo.InvariantCulture);

    /// <summary>The hour of an object that a listing of <see cref="DayPrefix"/> gave; null for what is no log.</summary>
    public static DateTime? HourOf(ObjectPath path, DateTime day)
    {
        var name = path.Key.AsSpan(path.Key.LastIndexOf('/') + 1);
        return name.EndsWith(".jsonl", StringComparison.Ordinal) && name.IndexOf('-') == 2
            && int.TryParse(name[..2], NumberStyles.None, CultureInfo.InvariantCulture, out int hour) && hour < 24
            ? day.AddHours(hour)
            : null;
    }

    private static string Folder(ModelName model, LogKind kind) => $"{model}/{(kind == LogKind.Predictions ? "predictions" : "feedback")}/";
}
