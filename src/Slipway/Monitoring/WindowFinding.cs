using System.Globalization;
using Slipway.Alerts;
using Slipway.Monitoring.Reports;
using Slipway.Projects;

namespace Slipway.Monitoring;

/// <summary>
/// A condition that a window shows, or shows to be gone. Pure: what is reported follows from the windows and the spec alone.
/// </summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Subject">What of the model it concerns.</param>
/// <param name="Severity">How urgent it is.</param>
/// <param name="Title">One line; null when the condition is gone.</param>
/// <param name="Detail">What was seen.</param>
/// <param name="Trigger">The retraining that it asks for, if any.</param>
internal sealed record WindowFinding(
    AlertKind Kind, string Subject, AlertSeverity Severity, string? Title, string Detail, RetrainTrigger? Trigger)
{
    private const int MaxNamedColumns = 5;

    /// <summary>What the last window says. What it cannot say, because rows are too few, is left as it was.</summary>
    /// <param name="windows">The windows, oldest first; at least one.</param>
    /// <param name="spec">The model's spec.</param>
    public static IEnumerable<WindowFinding> Of(IReadOnlyList<MonitoredWindow> windows, ModelSpec spec)
    {
        var last = windows[^1];
        if (windows.Any(w => w.Rows + w.OtherRows > 0))
        {
            yield return new WindowFinding(
                AlertKind.NoPredictions,
                "predictions",
                AlertSeverity.Warning,
                last.Rows + last.OtherRows == 0 ? $"Nobody asks {spec.Name} any more" : null,
                $"No prediction was logged {Span(last)}, though there were some before. If the callers are to go on, look at them and at serve.log.",
                null);
        }

        if (last.Verdict is DriftVerdict.Drift or DriftVerdict.NoDrift)
        {
            string columns = string.Join(", ", last.DriftedColumns.Take(MaxNamedColumns)) + (last.DriftedColumns.Count > MaxNamedColumns ? ", ..." : "");
            yield return new WindowFinding(
                AlertKind.DriftDetected,
                "inputs",
                AlertSeverity.Warning,
                last.Verdict == DriftVerdict.Drift ? $"The inputs of {spec.Name} have drifted" : null,
                string.Create(CultureInfo.InvariantCulture, $"{last.DriftedShare:P0} of the columns have drifted {Span(last)} ({last.Rows} rows): {columns}. Report {last.Report}."),
                RetrainTrigger.Drift);
        }

        foreach (var finding in OfOutcomes(windows, spec))
        {
            yield return finding;
        }
    }

    /// <summary>
    /// What the outcomes of the version of the last window say, also those that came late, for a window before it. Outcomes go before
    /// estimates: the estimate of a newer window may show a drop as well, but does not show that a measured one is gone.
    /// </summary>
    /// <param name="windows">The windows, oldest first; at least one.</param>
    /// <param name="spec">The model's spec.</param>
    public static IEnumerable<WindowFinding> OfOutcomes(IReadOnlyList<MonitoredWindow> windows, ModelSpec spec)
    {
        var last = windows[^1];
        var measured = FindMeasured(windows);
        var judged = new[] { measured, last.RealisedDrop is null && last.EstimatedDrop is not null ? last : null }.OfType<MonitoredWindow>().ToList();
        double allowed = spec.Monitor.Performance.MaxDrop;
        if (judged.Count > 0)
        {
            var worse = judged.Find(w => (w.RealisedDrop ?? w.EstimatedDrop) > allowed);
            var told = worse ?? judged[^1];
            double? value = told.RealisedDrop is not null ? told.Realised : told.Estimated;
            yield return new WindowFinding(
                AlertKind.PerformanceDrop,
                last.Metric,
                AlertSeverity.Critical,
                worse is not null ? $"The performance of {spec.Name} has dropped" : null,
                string.Create(CultureInfo.InvariantCulture, $"{told.Metric} is {value:0.####} {(told.RealisedDrop is not null ? "with the outcomes that have arrived" : "by estimate")} {Span(told)}, and {told.Reference:0.####} on the test rows; monitor.performance.maxDrop allows {allowed}."),
                RetrainTrigger.PerformanceDrop);
        }

        if (windows.LastOrDefault(w => IsOfLast(w, last) && w.Labelled > 0) is { } labelled)
        {
            yield return new WindowFinding(
                AlertKind.ConceptDrift,
                "errors",
                AlertSeverity.Warning,
                labelled.HasConceptDrift ? $"The errors of {spec.Name} have become larger" : null,
                $"The stream of errors changed {Span(labelled)}: what the inputs mean may have changed.",
                null);
        }
    }

    /// <summary>The newest window with a realised metric, of the version of the last window; null when there is none that is new
    /// enough.</summary>
    public static MonitoredWindow? FindMeasured(IReadOnlyList<MonitoredWindow> windows) =>
        windows.LastOrDefault(w => IsOfLast(w, windows[^1]) && w.RealisedDrop is not null);

    private static bool IsOfLast(MonitoredWindow window, MonitoredWindow last) =>
        window.Version == last.Version && window.Metric == last.Metric && window.To > last.To - MonitorModel.LateHorizon;

    private static string Span(MonitoredWindow window) =>
        string.Create(CultureInfo.InvariantCulture, $"from {window.From.UtcDateTime:u} to {window.To.UtcDateTime:u}");
}
