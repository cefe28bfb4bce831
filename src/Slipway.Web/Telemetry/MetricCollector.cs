using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Slipway.Telemetry;

namespace Slipway.Web.Telemetry;

/// <summary>
/// Keeps what this process measures, from its start: Slipway's own instruments (<see cref="Instruments"/>), and the runtime's and the web
/// server's. Safe to use from several threads.
/// </summary>
internal sealed class MetricCollector : IDisposable
{
    private static readonly HashSet<string> Meters =
        new(StringComparer.Ordinal) { Instruments.Meter, "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel" };

    private static readonly Dictionary<string, string> KnownNames = Instruments.All
        .Where(i => i.PrometheusName is not null).ToDictionary(i => i.Name, i => i.PrometheusName!, StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, Metric> _metrics = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly Lock _observing = new();

    public MetricCollector()
    {
        _listener.InstrumentPublished = OnPublished;
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((Metric)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => ((Metric)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((Metric)state!).Record(value, tags));
        _listener.Start();
    }

    /// <summary>Everything measured so far, in the order of the names.</summary>
    public IReadOnlyList<Metric> Collect()
    {
        lock (_observing)
        {
            _listener.RecordObservableInstruments();
            foreach (var metric in _metrics.Values)
            {
                metric.ForgetIdle();
            }
        }

        return [.. _metrics.Values.OrderBy(m => m.Name, StringComparer.Ordinal)];
    }

    public void Dispose() => _listener.Dispose();

    private void OnPublished(System.Diagnostics.Metrics.Instrument instrument, MeterListener listener)
    {
        if (!Meters.Contains(instrument.Meter.Name))
        {
            return;
        }

        // Instruments of one name are one metric: a test host may make several meters.
        var metric = Metric.Of(instrument, KnownNames.GetValueOrDefault(instrument.Name));
        listener.EnableMeasurementEvents(instrument, _metrics.GetOrAdd(metric.Name, metric));
    }
}
