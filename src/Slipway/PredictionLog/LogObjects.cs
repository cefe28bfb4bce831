using System.Runtime.CompilerServices;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.PredictionLog;

/// <summary>Finds the objects of a log.</summary>
internal static class LogObjects
{
    /// <summary>The objects of some hours, hour by hour, those of one hour in ordinal order.</summary>
    public static async IAsyncEnumerable<ObjectPath> ListAsync(
        IObjectStore store, ModelName model, LogKind kind, DateTimeOffset start, DateTimeOffset endExclusive,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entries = ListEntriesAsync(store, model, kind, start, endExclusive, cancellationToken);
        await foreach (var (entry, _) in entries.ConfigureAwait(false))
        {
            yield return entry.Path;
        }
    }

    /// <summary>The same objects with what a listing says of them, and the starts of their hours.</summary>
    public static async IAsyncEnumerable<(ObjectEntry Entry, DateTime Hour)> ListEntriesAsync(
        IObjectStore store, ModelName model, LogKind kind, DateTimeOffset start, DateTimeOffset endExclusive,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var day = start.UtcDateTime.Date; day < endExclusive.UtcDateTime; day = day.AddDays(1))
        {
            string prefix = LogPaths.DayPrefix(model, kind, day);
            await foreach (var entry in store.ListAsync(LogPaths.Container, prefix, cancellationToken).ConfigureAwait(false))
            {
                if (LogPaths.HourOf(entry.Path, day) is { } hour && hour >= start.UtcDateTime && hour < endExclusive.UtcDateTime)
                {
                    yield return (entry, hour);
                }
            }
        }
    }
}
