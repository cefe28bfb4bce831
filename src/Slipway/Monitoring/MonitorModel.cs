using System.Globalization;
using Slipway.Alerts;
using Slipway.Learning.Drift.Concept;
using Slipway.Learning.Evaluation;
using Slipway.Learning.Performance;
using Slipway.Monitoring.Reports;
using Slipway.PredictionLog;
using Slipway.Projects;
using Slipway.Registry;
using Slipway.Retraining;
using Slipway.Storage;
using Slipway.Telemetry;

namespace Slipway.Monitoring;

/// <summary>
/// Looks at the last window of a model's logged predictions: writes its drift report, estimates the performance and measures it where
/// outcomes
/// have arrived, raises and resolves alerts, and marks the model for retraining. What the monitoring timer calls. Idempotent: a window that
/// was
/// looked at is not looked at again unless asked for, and then with the same outcome. Thread-safe.
/// </summary>
/// <remarks>
/// Windows begin at whole multiples of their length, and are looked at when they have been over for a while, as records arrive late.
/// Outcomes
/// count that have arrived by then; looking again measures with those that came since.
/// </remarks>
public sealed class MonitorModel(
    IObjectStore store,
    ModelRegistry registry,
    ChampionSpecs specs,
    LoggedPredictionReader predictions,
    WriteDriftReport reports,
    RetrainStates retraining,
    AlertDesk alerts,
    SlipwayMetrics metrics,
    TimeProvider time)
{
    /// <summary>How long after its end a window is looked at.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    /// <summary>With fewer outcomes a window is not measured.</summary>
    public const int MinLabelled = 30;

    private const int MaxWindows = 100;
    private const int EarlierWindows = 6;
    private const int MaxAttempts = 20;
    private const int MaxSlices = 5;

    /// <summary>Looks at every model that has a champion.</summary>
    public async Task<IReadOnlyList<MonitorOutcome>> HandleAllAsync(bool again, CancellationToken cancellationToken)
    {
        var outcomes = new List<MonitorOutcome>();
        foreach (var model in await registry.ListModelsAsync(cancellationToken))
        {
            outcomes.Add(await HandleAsync(model, again, cancellationToken));
        }

        return outcomes;
    }

    /// <summary>Looks at the last window of a model that is over.</summary>
    /// <param name="model">The model.</param>
    /// <param name="again">Whether to do so also when it was looked at before.</param>
    /// <param name="cancellationToken">Ends the work early; it can be done again.</param>
    public async Task<MonitorOutcome> HandleAsync(ModelName model, bool again, CancellationToken cancellationToken)
    {
        var found = await specs.GetAsync(model, cancellationToken);
        if (!found.TryGetValue(out var champion))
        {
            return new MonitorOutcome(model, null, found.Problems);
        }

        var (from, to) = LastWindow(champion.Spec.Monitor.Drift.Window);
        var state = await GetStateAsync(model, cancellationToken);
        if (!again && state.Windows.Count > 0 && state.Windows[^1].To >= to)
        {
            return new MonitorOutcome(model, null, []);
        }

        var reference = await MakeDriftReport.ReadReferenceAsync(registry, model, champion.Manifest.Version, cancellationToken);
        var window = await LookAsync(champion, reference.TryGetValue(out var known) ? known.Performance : null, from, to, cancellationToken);
        var saved = await SaveAsync(model, window, cancellationToken);
        await TellAsync(champion.Spec, saved.Windows, cancellationToken);
        return new MonitorOutcome(model, window, []);
    }

    /// <summary>What monitoring remembers of a model; an empty state when nothing.</summary>
    public async Task<MonitorState> GetStateAsync(ModelName model, CancellationToken cancellationToken) =>
        (await store.GetJsonAsync<MonitorState>(PathOf(model), cancellationToken))?.Value ?? new MonitorState { Model = model };

    private (DateTimeOffset From, DateTimeOffset To) LastWindow(TimeSpan length)
    {
        // Logs are kept by the hour.
        length = length < TimeSpan.FromHours(1) ? TimeSpan.FromHours(1) : length;
        long over = time.GetUtcNow().Subtract(Grace).UtcTicks;
        var to = new DateTimeOffset(over - (over % length.Ticks), TimeSpan.Zero);
        return (to - length, to);
    }

    private async Task<MonitoredWindow> LookAsync(
        StoredSpec champion, PerformanceReference? reference, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(champion, reference, from, to, cancellationToken);
        string metric = champion.Spec.PerformanceMetric;
        var window = new MonitoredWindow
        {
            From = from,
            To = to,
            Version = champion.Manifest.Version,
            Rows = rows.RowCount,
            OtherRows = rows.OtherRowCount,
            Labelled = rows.LabelledCount,
            Metric = metric,
            Reference = champion.Manifest.Metrics.TryGetValue(metric, out double value) && double.IsFinite(value) ? value : null,
        };
        if (rows.RowCount == 0)
        {
            return window;
        }

        var measured = rows.LabelledCount >= MinLabelled ? rows.Measure() : null;
        var slices = measured is null ? null : rows.Slice();
        window = WithRealised(window, champion.Spec, measured) with
        {
            WorstSlices = [.. (slices?.Slices ?? []).Where(slice => slice.IsWorse).Take(MaxSlices)],
            HasConceptDrift = measured is not null && await HasConceptDriftAsync(champion, rows, from, to - from, cancellationToken),
        };
        if (rows.Build() is not { } data)
        {
            return window with { Note = "No inputs are logged (serve.log.inputs), so that drift cannot be seen." };
        }

        var command = new DriftReportCommand(champion.Spec.Name, window.Version, NameOf(from, to), "logged predictions", data)
        {
            From = from,
            To = to,
            RealisedPerformance = measured,
            Slices = slices,
        };
        var written = await reports.HandleAsync(command, cancellationToken);
        window = WithEstimate(window, champion.Spec, data.EstimatedPerformance);
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

    private async Task<WindowRows> ReadAsync(
        StoredSpec champion, PerformanceReference? reference, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var schema = champion.Manifest.Schema;
        var plan = RecordingPlan.Create(schema, champion.Spec);
        var logged = plan.Features.Select(f => schema.Features[f.Index].Name).ToHashSet(StringComparer.Ordinal);
        var omitted = schema.Features.Select(f => f.Name).Where(name => !logged.Contains(name)).ToHashSet(StringComparer.Ordinal);
        var rows = new WindowRows(schema, omitted, reference);
        var window = predictions.ReadAsync(champion.Spec.Name, schema, new LogWindow(from, to), new LogReadReport(), cancellationToken);
        await foreach (var row in window)
        {
            if (row.Version == champion.Manifest.Version)
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

    /// <summary>Whether the errors of the window, after those of the windows before it, make a detector signal that they became
    /// larger.</summary>
    private async Task<bool> HasConceptDriftAsync(
        StoredSpec champion, WindowRows rows, DateTimeOffset from, TimeSpan length, CancellationToken cancellationToken)
    {
        var detector = new Adwin();
        for (var start = from - (length * EarlierWindows); start < from; start += length)
        {
            foreach (double error in (await ReadAsync(champion, null, start, start + length, cancellationToken)).Errors())
            {
                detector.Add(error);
            }
        }

        bool hasRisen = false;
        foreach (double error in rows.Errors())
        {
            double before = detector.Mean;
            hasRisen |= detector.Add(error) == ConceptState.Drift && detector.Mean > before;
        }

        return hasRisen;
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

    /// <summary>What monitoring remembers of a model; <see langword="null"/> when nothing was looked at yet.</summary>
    public async Task<MonitorState?> FindStateAsync(ModelName model, CancellationToken cancellationToken) =>
        (await store.GetJsonAsync<MonitorState>(PathOf(model), cancellationToken))?.Value;

    private async Task<MonitorState> SaveAsync(ModelName model, MonitoredWindow window, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stored = await store.GetJsonAsync<MonitorState>(PathOf(model), cancellationToken);
            var windows = (stored?.Value.Windows ?? []).Where(w => w.To < window.To).Append(window).TakeLast(MaxWindows).ToList();
            var state = new MonitorState { Model = model, Windows = windows };
            var condition = stored is null ? PutCondition.IfAbsent : PutCondition.IfUnchanged(stored.ETag);
            if (await store.PutJsonAsync(PathOf(model), state, condition, cancellationToken) is not null)
            {
                return state;
            }
        }

        throw new IOException($"'{PathOf(model)}' is written by so many others that it could not be written; run it again.");
    }

    private async Task TellAsync(ModelSpec spec, IReadOnlyList<MonitoredWindow> windows, CancellationToken cancellationToken)
    {
        var last = windows[^1];
        metrics.RecordWindow(spec.Name, last);
        foreach (var finding in WindowFinding.Of(windows, spec))
        {
            if (finding.Title is { } title)
            {
                await alerts.RaiseAsync(
                    new AlertCondition(finding.Kind, spec.Name, finding.Subject, finding.Severity, title, finding.Detail), cancellationToken);
            }
            else
            {
                await alerts.ResolveAsync(finding.Kind, spec.Name, finding.Subject, cancellationToken);
            }

            if (finding is { Trigger: { } trigger })
            {
                await (finding.Title is null
                    ? retraining.ClearMarkAsync(spec.Name, trigger, cancellationToken)
                    : retraining.MarkAsync(spec.Name, trigger, finding.Detail, cancellationToken));
            }
        }
    }

    private static string NameOf(DateTimeOffset from, DateTimeOffset to) =>
        string.Create(CultureInfo.InvariantCulture, $"window-{from.UtcDateTime:yyyyMMdd'T'HHmm'Z'}-{to.UtcDateTime:yyyyMMdd'T'HHmm'Z'}");

    private static ObjectPath PathOf(ModelName model) => new("reports", $"_monitor/{model}.json");
}
