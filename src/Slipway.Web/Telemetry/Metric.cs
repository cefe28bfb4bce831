using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Slipway.Web.Telemetry;

/// <summary>An instrument and all of its series. Safe to use from several threads.</summary>
internal sealed class Metric(string name, string? help, MetricKind kind, bool isObserved)
{
    // Tags are of few values by rule; a defect in that must not eat the memory.
    private const int MaxSeries = 2000;

    // An hour or more, as servers are read.
    private const int MaxIdleReadings = 240;

    private static readonly KeyValuePair<string, object?>[] Overflow = [new("otel_metric_overflow", "true")];

    private readonly ConcurrentDictionary<SeriesKey, Series> _series = new(SeriesKey.Comparer.Instance);

    /// <summary>The name in the text format, with the suffix of its kind.</summary>
    public string Name => name;

    /// <summary>What it says.</summary>
    public string? Help => help;

    /// <summary>How its measurements come together.</summary>
    public MetricKind Kind => kind;

    /// <summary>The series that were measured so far.</summary>
    public IEnumerable<KeyValuePair<SeriesKey, Series>> Series => _series;

    /// <summary>Makes the metric of an instrument.</summary>
    public static Metric Of(Instrument instrument, string? knownAs)
    {
        var kind = KindOf(instrument);
        return new Metric(
            PrometheusNames.Of(knownAs ?? instrument.Name, knownAs is null ? instrument.Unit : null, kind),
            instrument.Description, kind, instrument.IsObservable);
    }

    /// <summary>Takes a measurement.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var lookup = _series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
        if (!lookup.TryGetValue(tags, out var series))
        {
            ReadOnlySpan<KeyValuePair<string, object?>> kept = _series.Count < MaxSeries ? tags : Overflow;
            series = _series.GetOrAdd(SeriesKey.Comparer.Instance.Create(kept), static (_, kind) => new Series(kind), kind);
        }

        if (isObserved)
        {
            series.Set(value);
        }
        else
        {
            series.Record(value);
        }
    }

    /// <summary>
    /// To be called at each reading, by one caller at a time. Once there are many series it lets those go that are not measured any more,
    /// such as those of versions that served long ago: else a process that serves ever new versions would count them all as one at last.
    /// </summary>
    public void ForgetIdle()
    {
        if (isObserved || _series.Count <= MaxSeries / 2)
        {
            return;
        }

        foreach (var (key, series) in _series)
        {
            if (series.CountReading() >= MaxIdleReadings)
            {
                _series.TryRemove(key, out _);
            }
        }
    }

    private static MetricKind KindOf(Instrument instrument)
    {
        var type = instrument.GetType().GetGenericTypeDefinition();
        return type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? MetricKind.Counter
            : type == typeof(UpDownCounter<>) || type == typeof(ObservableUpDownCounter<>) ? MetricKind.Total
            : type == typeof(Histogram<>) ? MetricKind.Histogram
            : MetricKind.Gauge;
    }
}
