namespace Slipway.Telemetry;

/// <summary>
/// The table of everything that Slipway measures. Dashboards and alert rules go by these names, so they change only with a new major
/// version.
/// The values of every tag are few: names of models, and members of enumerations.
/// </summary>
public static class Instruments
{
    /// <summary>The name of the meter that all instruments belong to.</summary>
    public const string Meter = "Slipway";

    /// <summary>Notices of alerts, by kind and severity; what Azure Monitor's rules read.</summary>
    public static Instrument Alerts { get; } = new Instrument(
        "slipway.alerts", "{notice}", "Notices of alerts: opened, escalated, reminder, resolved.", ["model", "kind", "severity", "notice"]);

    /// <summary>Attempts to tell a channel of an alert.</summary>
    public static Instrument AlertNotices { get; } = new Instrument(
        "slipway.alert.notices", "{notice}", "Notices handed to a channel, and whether it took them.", ["channel", "outcome"]);

    /// <summary>Runs of scheduled jobs.</summary>
    public static Instrument JobRuns { get; } = new Instrument("slipway.job.runs", "{run}", "Runs of scheduled jobs.", ["job", "outcome"]);

    /// <summary>How long scheduled jobs take.</summary>
    public static Instrument JobDuration { get; } = new Instrument("slipway.job.duration", "s", "How long a run of a scheduled job took.", ["job"]);

    /// <summary>Retrainings.</summary>
    public static Instrument Retrainings { get; } = new Instrument(
        "slipway.retrainings", "{run}", "Retrainings, by what caused them and what became of them.", ["model", "trigger", "outcome"]);

    /// <summary>How late retrainings are.</summary>
    public static Instrument RetrainingOverdue { get; } = new Instrument(
        "slipway.retraining.overdue", "s", "For how long a retraining has been due, or under way without an end; 0 when none is.", ["model"]);

    /// <summary>Labelled rows that were dropped, or joined from feedback.</summary>
    public static Instrument IngestedRows { get; } = new Instrument(
        "slipway.ingested.rows", "{row}", "Labelled rows taken, known already, or rejected.", ["model", "outcome"]);

    /// <summary>The share of drifted columns of the last window.</summary>
    public static Instrument DriftedShare { get; } = new Instrument(
        "slipway.drift.share", "1", "The share of drifted columns in the last window that was judged.", ["model"]);

    /// <summary>The performance of the last window.</summary>
    public static Instrument Performance { get; } = new Instrument(
        "slipway.performance", "1", "The watched metric over the last window that was judged.", ["model", "metric", "source"]);

    /// <summary>Records of predictions and feedback that reached the store.</summary>
    public static Instrument LogRecords { get; } = new Instrument("slipway.log.records", "{record}", "Records written to the store.", ["log"]);

    /// <summary>Records of predictions and feedback that were lost.</summary>
    public static Instrument LogDropped { get; } = new Instrument(
        "slipway.log.dropped", "{record}", "Records given up because the store was too slow, failed or was gone at the end.", ["log"]);

    /// <summary>Appends to logs that failed.</summary>
    public static Instrument LogAppendFailures { get; } = new Instrument(
        "slipway.log.append.failures", "{append}", "Appends that the store refused; they are tried again.", ["log"]);

    /// <summary>Answered rows.</summary>
    public static Instrument Predictions { get; } = new Instrument(
        "slipway.predictions", "{row}", "Rows answered.", ["model", "version", "variant"]);

    /// <summary>Requests for predictions that were answered.</summary>
    public static Instrument InferSuccess { get; } = new Instrument(
        "slipway.infer.success", "{request}", "Requests for predictions that were answered.", ["model", "version"])
    {
        PrometheusName = "model_infer_request_success",
    };

    /// <summary>Requests for predictions that were not answered, though a version was found for them.</summary>
    public static Instrument InferFailure { get; } = new Instrument(
        "slipway.infer.failure", "{request}", "Requests for predictions that a version could not answer.", ["model", "version"])
    {
        PrometheusName = "model_infer_request_failure",
    };

    /// <summary>Reading a request's rows.</summary>
    public static Instrument PreprocessDuration { get; } = new Instrument(
        "slipway.preprocess.duration", "s", "How long receiving and reading the rows of a request took.", ["model_name"])
    {
        PrometheusName = "request_preprocess_seconds",
    };

    /// <summary>Predicting a request's rows.</summary>
    public static Instrument PredictDuration { get; } = new Instrument(
        "slipway.predict.duration", "s", "How long predicting the rows of a request took.", ["model_name"])
    {
        PrometheusName = "request_predict_seconds",
    };

    /// <summary>What follows the prediction.</summary>
    public static Instrument PostprocessDuration { get; } = new Instrument(
        "slipway.postprocess.duration", "s", "How long recording the predictions of a request took.", ["model_name"])
    {
        PrometheusName = "request_postprocess_seconds",
    };

    /// <summary>Answered HTTP requests.</summary>
    public static Instrument HttpRequests { get; } = new Instrument(
        "slipway.http.requests", "{request}", "HTTP requests, by the route that answered them.", ["method", "path", "status_code"])
    {
        PrometheusName = "rest_server_requests",
    };

    /// <summary>How long HTTP requests take.</summary>
    public static Instrument HttpDuration { get; } = new Instrument(
        "slipway.http.duration", "s", "How long HTTP requests took.", ["method", "path", "status_code"])
    {
        PrometheusName = "rest_server_requests_duration_seconds",
    };

    /// <summary>HTTP requests that are being answered.</summary>
    public static Instrument HttpActive { get; } = new Instrument(
        "slipway.http.active", "{request}", "HTTP requests that are being answered.", [])
    {
        PrometheusName = "rest_server_requests_in_progress",
    };

    /// <summary>The version that serves, from the registry: the same in every process.</summary>
    public static Instrument ChampionVersion { get; } = new Instrument(
        "slipway.model.version", "1", "The number of the version that serves.", ["model"]);

    /// <summary>When the version that serves was trained, from the registry.</summary>
    public static Instrument TrainedTime { get; } = new Instrument(
        "slipway.model.trained.time", "s", "When the version that serves was trained, in seconds since 1970.", ["model"]);

    /// <summary>The held-out metrics of the version that serves, from the registry.</summary>
    public static Instrument TestMetric { get; } = new Instrument(
        "slipway.model.metric", "1", "A metric of the version that serves, on its test rows.", ["model", "metric"]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Instrument> All { get; } =
    [
        Alerts, AlertNotices, JobRuns, JobDuration, Retrainings, RetrainingOverdue, IngestedRows, DriftedShare, Performance,
        Predictions, InferSuccess, InferFailure, PreprocessDuration, PredictDuration, PostprocessDuration,
        HttpRequests, HttpDuration, HttpActive, ChampionVersion, TrainedTime, TestMetric,
        LogRecords, LogDropped, LogAppendFailures,
    ];
}
