using System.Globalization;
using Slipway.Learning.Evaluation;
using Slipway.Learning.Performance;
using Slipway.Monitoring.Reports;
using Slipway.PredictionLog;
using Slipway.Projects;
using Slipway.Registry;

namespace Slipway.Monitoring;

/// <summary>
/// Looks at one window of a model version: writes its drift report, estimates the performance, measures it where outcomes have arrived.
/// Doing it again replaces the report. Thread-safe.
/// </summary>
internal sealed class LookAtWindow(ModelRegistry registry, LoggedPredictionReader predictions, WriteDriftReport reports, TimeProvider time)
{
    private const int MaxSlices = 5;

    /// <summary>Looks.</summary>
    /// <param name="target">The window.</param>
    /// <param name="errors">The errors of the version; gets those of the window.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public async Task<MonitoredWindow> HandleAsync(WindowTarget target, ErrorHistory errors, CancellationToken cancellationToken)
    {
        var (from, to, version) = target;
        var lookedAt = time.GetUtcNow();
        var read = await MakeDriftReport.ReadReferenceAsync(registry, version.Spec.Name, version.Manifest.Version, cancellationToken);
        var reference = read.TryGetValue(out var known) ? known.Performance : null;
        var rows = await ReadAsync(version, reference, from, to, cancellationToken);
        string metric = version.Spec.PerformanceMetric;
        var window = new MonitoredWindow
        {
            From = from,
            To = to,
            LookedAt = lookedAt,
            SkippedBefore = target.SkippedBefore,
            Version = version.Manifest.Version,
            Rows = rows.RowCount,
            OtherRows = rows.OtherRowCount,
            Labelled = rows.LabelledCount,
            Metric = metric,
            Reference = version.Manifest.Metrics.TryGetValue(metric, out double value) && double.IsFinite(value) ? value : null,
        };
        errors.Add(from, to, [.. rows.Errors()]);
        if (rows.RowCount == 0)
        {
            return window;
        }

        var measured = rows.LabelledCount >= MonitorModel.MinLabelled ? rows.Measure() : null;
        var slices = measured is null ? null : rows.Slice();
        window = WithRealised(window, version.Spec, measured) with
        {
            WorstSlices = [.. (slices?.Slices ?? []).Where(slice => slice.IsWorse).Take(MaxSlices)],
            HasConceptDrift = measured is not null && await errors.HaveRisenAsync(from, to),
        };
        if (rows.Build() is not { } data)
        {
            return window with { Note = "No inputs are logged (serve.log.inputs), so that drift cannot be seen." };
        }

        var command = new DriftReportCommand(version.Spec.Name, window.Version, NameOf(from, to), "logged predictions", data)
        {
            From = from,
            To = to,
            RealisedPerformance = measured,
            Slices = slices,
        };
        var written = await reports.HandleAsync(command, cancellationToken);
        window = WithEstimate(window, version.Spec, data.EstimatedPerformance);
        return written.TryGetValue(out var report)
            ? window with
            {
                Report = report.Name,
                Verdict = report.Verdict,
                DriftedShare = report.Features.DriftedShare,
                DriftedColumns = [.. report.Features.Columns.Where(c => c.HasDrifted).Select(c => c.Name)],
            }
            : window with { Note = written.Problems[0].Message };
    }

    /// <summary>The errors of a version, for windows that are not looked at as a whole.</summary>
    public ErrorHistory ErrorsOf(StoredSpec version, CancellationToken cancellationToken) => new(
        async (from, to) => [.. (await ReadAsync(version, null, from, to, cancellationToken)).Errors()]);

    private async Task<WindowRows> ReadAsync(
        StoredSpec version, PerformanceReference? reference, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var schema = version.Manifest.Schema;
        var plan = RecordingPlan.Create(schema, version.Spec);
        var logged = plan.Features.Select(f => schema.Features[f.Index].Name).ToHashSet(StringComparer.Ordinal);
        var omitted = schema.Features.Select(f => f.Name).Where(name => !logged.Contains(name)).ToHashSet(StringComparer.Ordinal);
        var rows = new WindowRows(schema, omitted, reference);
        var window = predictions.ReadAsync(version.Spec.Name, schema, new LogWindow(from, to), new LogReadReport(), cancellationToken);
        await foreach (var row in window)
        {
            // Logs are kept by the hour, which windows need not begin with.
            if (row.Time < from || row.Time >= to)
            {
                continue;
            }

            if (row.Version == version.Manifest.Version)
            {
                rows.Add(row);
            }
            else
            {
                rows.AddOther();
            }
        }

        return rows;
    }

    private static MonitoredWindow WithRealised(MonitoredWindow window, ModelSpec spec, IReadOnlyDictionary<string, double>? measured) =>
        measured?.TryGetValue(window.Metric, out double value) == true
            ? window with
            {
                Realised = value,
                RealisedDrop = window.Reference is { } reference ? Metrics.Get(window.Metric, spec.Task).Loss(value, reference) : null,
            }
            : window;

    private static MonitoredWindow WithEstimate(MonitoredWindow window, ModelSpec spec, PerformanceEstimate? estimate)
    {
        if (estimate?.Metrics.FirstOrDefault(m => m.Name == window.Metric) is not { } metric || estimate.RowCount < spec.Monitor.Drift.MinRows)
        {
            return window;
        }

        var definition = Metrics.Get(window.Metric, spec.Task);
        double best = (definition.HigherIsBetter ? metric.Upper : metric.Lower) ?? metric.Value;
        return window with
        {
            Estimated = metric.Value,
            EstimatedDrop = window.Reference is { } reference ? definition.Loss(best, reference) : null,
        };
    }

    private static string NameOf(DateTimeOffset from, DateTimeOffset to) =>
        string.Create(CultureInfo.InvariantCulture, $"window-{from.UtcDateTime:yyyyMMdd'T'HHmm'Z'}-{to.UtcDateTime:yyyyMMdd'T'HHmm'Z'}");
}
