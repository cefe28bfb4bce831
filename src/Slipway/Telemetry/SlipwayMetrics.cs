using System.Diagnostics.Metrics;
using Slipway.Alerts;
using Slipway.Registry;

namespace Slipway.Telemetry;

/// <summary>Records the measurements of <see cref="Instruments"/>. Thread-safe; costs next to nothing where nobody listens.</summary>
public sealed class SlipwayMetrics : IDisposable
{
    private readonly Meter _meter = new(Instruments.Meter);
    private readonly Counter<long> _alerts;
    private readonly Counter<long> _notices;
    private readonly Counter<long> _jobRuns;
    private readonly Histogram<double> _jobDuration;
    private readonly Counter<long> _retrainings;
    private readonly Counter<long> _ingestedRows;
    private readonly Gauge<double> _driftedShare;
    private readonly Gauge<double> _performance;

    /// <summary>Makes the instruments.</summary>
    public SlipwayMetrics()
    {
        _alerts = Counter(Instruments.Alerts);
        _notices = Counter(Instruments.AlertNotices);
        _jobRuns = Counter(Instruments.JobRuns);
        _jobDuration = _meter.CreateHistogram<double>(
            Instruments.JobDuration.Name, Instruments.JobDuration.Unit, Instruments.JobDuration.Description);
        _retrainings = Counter(Instruments.Retrainings);
        _ingestedRows = Counter(Instruments.IngestedRows);
        _driftedShare = Gauge(Instruments.DriftedShare);
        _performance = Gauge(Instruments.Performance);
    }

    /// <summary>Counts a notice of an alert.</summary>
    public void CountAlert(ModelName model, AlertKind kind, AlertSeverity severity, AlertNotice notice) => _alerts.Add(
        1, new("model", model.Value), new("kind", Word(kind)), new("severity", Word(severity)), new("notice", Word(notice)));

    /// <summary>Counts a notice handed to a channel.</summary>
    public void CountNotice(string channel, bool isSent) => _notices.Add(1, new("channel", channel), new("outcome", isSent ? "sent" : "failed"));

    /// <summary>Counts a run of a job and how long it took.</summary>
    public void CountJob(string job, bool isSuccess, TimeSpan duration)
    {
        _jobRuns.Add(1, new("job", job), new("outcome", isSuccess ? "succeeded" : "failed"));
        _jobDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("job", job));
    }

    /// <summary>Counts a retraining.</summary>
    public void CountRetraining(ModelName model, string trigger, string outcome) =>
        _retrainings.Add(1, new("model", model.Value), new("trigger", trigger), new("outcome", outcome));

    /// <summary>Counts labelled rows.</summary>
    public void CountIngested(ModelName model, string outcome, long rows) =>
        _ingestedRows.Add(rows, new KeyValuePair<string, object?>("model", model.Value), new("outcome", outcome));

    /// <summary>Records the share of drifted columns of a window.</summary>
    public void RecordDrift(ModelName model, double share) => _driftedShare.Record(share, new KeyValuePair<string, object?>("model", model.Value));

    /// <summary>Records the watched metric of a window.</summary>
    /// <param name="model">The model.</param>
    /// <param name="metric">The name of the metric.</param>
    /// <param name="isRealised">Whether it is measured with feedback, not estimated.</param>
    /// <param name="value">The metric.</param>
    public void RecordPerformance(ModelName model, string metric, bool isRealised, double value) => _performance.Record(
        value, new("model", model.Value), new("metric", metric), new("source", isRealised ? "realised" : "estimated"));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static string Word<T>(T member)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(member.ToString());

    private Counter<long> Counter(Instrument i) => _meter.CreateCounter<long>(i.Name, i.Unit, i.Description);

    private Gauge<double> Gauge(Instrument i) => _meter.CreateGauge<double>(i.Name, i.Unit, i.Description);
}
