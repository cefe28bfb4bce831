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

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Instrument> All { get; } =
    [
        Alerts, AlertNotices, JobRuns, JobDuration, Retrainings, IngestedRows, DriftedShare, Performance, LogRecords, LogDropped,
        LogAppendFailures,
    ];
}

/// <summary>Something that is measured.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit, by UCUM.</param>
/// <param name="Description">What it says.</param>
/// <param name="Tags">The names of its tags.</param>
public sealed record Instrument(string Name, string Unit, string Description, IReadOnlyList<string> Tags);
