using System.Diagnostics.Metrics;
using Slipway.Alerts;
using Slipway.Monitoring;
using Slipway.Monitoring.Reports;
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
    private readonly Gauge<double> _retrainingOverdue;
    private readonly Counter<long> _ingestedRows;
    private readonly Gauge<double> _driftedShare;
    private readonly Gauge<double> _performance;
    private readonly Counter<long> _predictions;
    private readonly Counter<long> _inferSuccess;
    private readonly Counter<long> _inferFailure;
    private readonly Histogram<double> _preprocess;
    private readonly Histogram<double> _predict;
    private readonly Histogram<double> _postprocess;
    private readonly Counter<long> _httpRequests;
    private readonly Histogram<double> _httpDuration;
    private readonly UpDownCounter<long> _httpActive;
    private readonly Gauge<double> _championVersion;
    private readonly Gauge<double> _trainedTime;
    private readonly Gauge<double> _testMetric;

    /// <summary>Makes the instruments.</summary>
    public SlipwayMetrics()
    {
        _alerts = Counter(Instruments.Alerts);
        _notices = Counter(Instruments.AlertNotices);
        _jobRuns = Counter(Instruments.JobRuns);
        _jobDuration = Histogram(Instruments.JobDuration);
        _retrainings = Counter(Instruments.Retrainings);
        _retrainingOverdue = Gauge(Instruments.RetrainingOverdue);
        _ingestedRows = Counter(Instruments.IngestedRows);
        _driftedShare = Gauge(Instruments.DriftedShare);
        _performance = Gauge(Instruments.Performance);
        _predictions = Counter(Instruments.Predictions);
        _inferSuccess = Counter(Instruments.InferSuccess);
        _inferFailure = Counter(Instruments.InferFailure);
        _preprocess = Histogram(Instruments.PreprocessDuration);
        _predict = Histogram(Instruments.PredictDuration);
        _postprocess = Histogram(Instruments.PostprocessDuration);
        _httpRequests = Counter(Instruments.HttpRequests);
        _httpDuration = Histogram(Instruments.HttpDuration);
        _httpActive = _meter.CreateUpDownCounter<long>(
            Instruments.HttpActive.Name, Instruments.HttpActive.Unit, Instruments.HttpActive.Description);
        _championVersion = Gauge(Instruments.ChampionVersion);
        _trainedTime = Gauge(Instruments.TrainedTime);
        _testMetric = Gauge(Instruments.TestMetric);
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

    /// <summary>Records for how long a retraining of a model is awaited; zero when none is.</summary>
    public void RecordOverdue(ModelName model, TimeSpan overdue) =>
        _retrainingOverdue.Record(overdue.TotalSeconds, new KeyValuePair<string, object?>("model", model.Value));

    /// <summary>Counts labelled rows.</summary>
    public void CountIngested(ModelName model, string outcome, long rows) =>
        _ingestedRows.Add(rows, new KeyValuePair<string, object?>("model", model.Value), new("outcome", outcome));

    /// <summary>Records what monitoring found in the last window of a model: the share of drifted columns, and the watched metric.</summary>
    public void RecordWindow(ModelName model, MonitoredWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        var byModel = new KeyValuePair<string, object?>("model", model.Value);
        if (window.Verdict is DriftVerdict.Drift or DriftVerdict.NoDrift)
        {
            _driftedShare.Record(window.DriftedShare, byModel);
        }

        if ((window.Realised ?? window.Estimated) is { } value)
        {
            _performance.Record(
                value, byModel, new("metric", window.Metric), new("source", window.Realised is null ? "estimated" : "realised"));
        }
    }

    /// <summary>Counts a request for predictions that was answered.</summary>
    /// <param name="model">The name of the model.</param>
    /// <param name="version">The number of the version that answered.</param>
    /// <param name="variant">What chose the version; <see langword="null"/> when the caller named a number.</param>
    /// <param name="rows">The rows of the request.</param>
    /// <param name="reading">How long receiving and reading the rows took.</param>
    /// <param name="predicting">How long predicting them took.</param>
    /// <param name="recording">How long recording them took.</param>
    public void CountAnswer(
        string model, string version, string? variant, int rows, TimeSpan reading, TimeSpan predicting, TimeSpan recording)
    {
        var byModel = new KeyValuePair<string, object?>("model", model);
        var byVersion = new KeyValuePair<string, object?>("version", version);
        var byName = new KeyValuePair<string, object?>("model_name", model);
        _predictions.Add(rows, byModel, byVersion, new("variant", variant ?? "pinned"));
        _inferSuccess.Add(1, byModel, byVersion);
        _preprocess.Record(reading.TotalSeconds, byName);
        _predict.Record(predicting.TotalSeconds, byName);
        _postprocess.Record(recording.TotalSeconds, byName);
    }

    /// <summary>Counts a request for predictions that a version could not answer.</summary>
    public void CountFailure(string model, string version) =>
        _inferFailure.Add(1, new KeyValuePair<string, object?>("model", model), new("version", version));

    /// <summary>Counts an HTTP request that begins.</summary>
    public void BeginHttp() => _httpActive.Add(1);

    /// <summary>Counts an HTTP request that ends.</summary>
    /// <param name="method">Its method, one of few.</param>
    /// <param name="path">The pattern of the route that answered.</param>
    /// <param name="status">The status code as text.</param>
    /// <param name="duration">How long it took.</param>
    public void EndHttp(string method, string path, string status, TimeSpan duration)
    {
        var byMethod = new KeyValuePair<string, object?>("method", method);
        var byPath = new KeyValuePair<string, object?>("path", path);
        var byStatus = new KeyValuePair<string, object?>("status_code", status);
        _httpActive.Add(-1);
        _httpRequests.Add(1, byMethod, byPath, byStatus);
        _httpDuration.Record(duration.TotalSeconds, byMethod, byPath, byStatus);
    }

    /// <summary>Records which version serves, when it was trained and how it did on its test rows.</summary>
    public void RecordChampion(ModelManifest champion)
    {
        ArgumentNullException.ThrowIfNull(champion);
        var byModel = new KeyValuePair<string, object?>("model", champion.Model.Value);
        _championVersion.Record(champion.Version, byModel);
        _trainedTime.Record(champion.CreatedAt.ToUnixTimeMilliseconds() / 1000.0, byModel);
        foreach (var (metric, value) in champion.Metrics)
        {
            _testMetric.Record(value, byModel, new("metric", metric));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static string Word<T>(T member)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(member.ToString());

    private Counter<long> Counter(Instrument i) => _meter.CreateCounter<long>(i.Name, i.Unit, i.Description);

    private Histogram<double> Histogram(Instrument i) => _meter.CreateHistogram<double>(i.Name, i.Unit, i.Description);

    private Gauge<double> Gauge(Instrument i) => _meter.CreateGauge<double>(i.Name, i.Unit, i.Description);
}
