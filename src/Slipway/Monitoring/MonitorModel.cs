using Microsoft.Extensions.Logging;
using Slipway.Alerts;
using Slipway.Monitoring.Reports;
using Slipway.PredictionLog;
using Slipway.Projects;
using Slipway.Registry;
using Slipway.Retraining;
using Slipway.Storage;
using Slipway.Telemetry;

namespace Slipway.Monitoring;

/// <summary>
/// Looks at the windows of a model's logged predictions that are over: writes their drift reports, estimates the performance and measures it
/// where outcomes have arrived, raises and resolves alerts, and marks the model for retraining. What the monitoring timer calls. Idempotent:
/// a window is looked at again only where outcomes came for it since, or when asked for, and the same logs give the same outcome.
/// Thread-safe.
/// </summary>
/// <remarks>
/// Windows begin at whole multiples of their length, and are looked at when they have been over for a while, as records arrive late. Those
/// that were missed are made up for in their order, judged by today's champion, up to <see cref="MaxMissedWindows"/> of them; of more, the
/// oldest are skipped, which is logged and kept with the next window. Windows that ended within <see cref="LateHorizon"/> are looked at
/// again, as the version that they were judged for, when outcomes have come for them.
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
    TimeProvider time,
    ILogger<MonitorModel> logger)
{
    /// <summary>How long after its end a window is looked at.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    /// <summary>How long after the end of a window outcomes still count for it.</summary>
    public static readonly TimeSpan LateHorizon = TimeSpan.FromDays(31);

    /// <summary>How long outcomes may wait to be noticed where no window has ended meanwhile.</summary>
    public static readonly TimeSpan LateInterval = TimeSpan.FromHours(1);

    /// <summary>With fewer outcomes a window is not measured.</summary>
    public const int MinLabelled = 30;

    /// <summary>How many missed windows are made up for at a time.</summary>
    public const int MaxMissedWindows = 31;

    /// <summary>How many windows are looked at again at a time because of late outcomes; the others at the next look.</summary>
    public const int MaxLateWindows = 31;

    private readonly MonitorStates _states = new(store);
    private readonly LateOutcomes _late = new(store, new MonitorStates(store), time);
    private readonly LookAtWindow _look = new(registry, predictions, reports, time);
    private readonly WindowNews _news = new(retraining, alerts, metrics);

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

    /// <summary>Looks at the windows of a model that are due.</summary>
    /// <param name="model">The model.</param>
    /// <param name="again">Whether to look at the last window also when it was looked at before.</param>
    /// <param name="cancellationToken">Ends the work early; it can be done again.</param>
    public async Task<MonitorOutcome> HandleAsync(ModelName model, bool again, CancellationToken cancellationToken)
    {
        var found = await specs.GetAsync(model, cancellationToken);
        if (!found.TryGetValue(out var champion))
        {
            return new MonitorOutcome(model, null, found.Problems);
        }

        var now = time.GetUtcNow();
        var length = LengthOf(champion.Spec);
        var state = await _states.GetAsync(model, cancellationToken);
        var plan = WindowPlan.Make(state.Windows.LastOrDefault()?.To, length, now - Grace, MaxMissedWindows);
        if (again || plan.Missed.Count > 0 || state.Feedback is null || state.Feedback.ReadAt + LateInterval <= now)
        {
            state = await _late.NoteAsync(champion, state, FirstThatCounts(state, plan, now), cancellationToken);
        }

        var looked = new List<MonitoredWindow>();
        MonitoredWindow? newest = null;
        foreach (var group in (await TargetsAsync(champion, state, plan, again, cancellationToken)).GroupBy(t => t.Version))
        {
            var errors = _look.ErrorsOf(group.Key, cancellationToken);
            foreach (var target in group.OrderBy(t => t.To))
            {
                var window = await _look.HandleAsync(target, errors, cancellationToken);
                state = await KeepAsync(champion, target, window, cancellationToken);
                looked.Add(window);
                newest = target.IsLate ? newest : window;
            }

            await LookAfterAsync(champion, group, state, errors, cancellationToken);
        }

        return new MonitorOutcome(model, newest, []) { Earlier = [.. looked.Where(w => w != newest).OrderBy(w => w.To)] };
    }

    /// <summary>What monitoring remembers of a model; an empty state when nothing.</summary>
    public Task<MonitorState> GetStateAsync(ModelName model, CancellationToken cancellationToken) => _states.GetAsync(model, cancellationToken);

    /// <summary>What monitoring remembers of a model; <see langword="null"/> when nothing was looked at yet.</summary>
    public Task<MonitorState?> FindStateAsync(ModelName model, CancellationToken cancellationToken) =>
        _states.FindAsync(model, cancellationToken);

    // Logs are kept by the hour.
    private static TimeSpan LengthOf(ModelSpec spec) =>
        spec.Monitor.Drift.Window < TimeSpan.FromHours(1) ? TimeSpan.FromHours(1) : spec.Monitor.Drift.Window;

    private static DateTimeOffset FirstThatCounts(MonitorState state, WindowPlan plan, DateTimeOffset now) => state.Windows
        .Where(w => w.To > now - LateHorizon)
        .Select(w => w.From)
        .Concat(plan.Missed.Select(w => w.From))
        .DefaultIfEmpty(now)
        .Min();

    /// <summary>The windows to look at: those of late outcomes, then the missed ones, so that the last one that is over is the last.</summary>
    private async Task<IReadOnlyList<WindowTarget>> TargetsAsync(
        StoredSpec champion, MonitorState state, WindowPlan plan, bool again, CancellationToken cancellationToken)
    {
        var targets = new List<WindowTarget>();
        var last = again && plan.Missed.Count == 0 ? state.Windows.LastOrDefault() : null;
        var stale = state.Stale.Select(s => s.To).ToHashSet();
        foreach (var window in state.Windows.Where(w => stale.Contains(w.To) && w != last).Take(MaxLateWindows))
        {
            // A version that cannot be read any more has nothing to be judged by.
            if ((await specs.GetAsync(champion.Spec.Name, window.Version, cancellationToken)).TryGetValue(out var version))
            {
                targets.Add(new WindowTarget(window.From, window.To, version) { IsLate = true, SkippedBefore = window.SkippedBefore });
            }
        }

        targets.AddRange(plan.Missed.Select((w, i) => new WindowTarget(w.From, w.To, champion) { SkippedBefore = i == 0 ? plan.Skipped : 0 }));
        if (last is not null)
        {
            targets.Add(new WindowTarget(last.From, last.To, champion) { SkippedBefore = last.SkippedBefore });
        }

        if (plan.Skipped > 0)
        {
            Log.Skipped(logger, champion.Spec.Name.Value, plan.Skipped, plan.Missed[0].From);
        }

        return targets;
    }

    // Told before it is kept: after a crash in between it is told again, which changes nothing, and never not at all.
    private async Task<MonitorState> KeepAsync(
        StoredSpec champion, WindowTarget target, MonitoredWindow window, CancellationToken cancellationToken)
    {
        var model = champion.Spec.Name;
        var next = MonitorStates.With(await _states.GetAsync(model, cancellationToken), window);
        if (!target.IsLate)
        {
            await _news.TellAsync(champion.Spec, [.. next.Windows.Where(w => w.To <= window.To)], cancellationToken);
        }
        else if (next.Windows[^1].Version == champion.Manifest.Version)
        {
            await _news.TellOfOutcomesAsync(champion.Spec, next.Windows, cancellationToken);
        }

        return await _states.ChangeAsync(model, current => MonitorStates.With(current, window), cancellationToken);
    }

    /// <summary>Late outcomes change also what the errors of the windows after them are compared with.</summary>
    private async Task LookAfterAsync(
        StoredSpec champion,
        IGrouping<StoredSpec, WindowTarget> targets,
        MonitorState state,
        ErrorHistory errors,
        CancellationToken cancellationToken)
    {
        int version = targets.Key.Manifest.Version;
        var late = targets.Where(t => t.IsLate).ToList();
        var done = targets.Select(t => t.To).ToHashSet();
        var changed = new Dictionary<DateTimeOffset, bool>();
        foreach (var window in state.Windows.Where(w => w.Version == version && w.Labelled >= MinLabelled && !done.Contains(w.To)))
        {
            if (late.Any(t => t.To <= window.From && t.To > window.From - ((window.To - window.From) * ErrorHistory.EarlierWindows))
                && await errors.HaveRisenAsync(window.From, window.To) is var hasRisen && hasRisen != window.HasConceptDrift)
            {
                changed.Add(window.To, hasRisen);
            }
        }

        if (changed.Count == 0)
        {
            return;
        }

        MonitorState With(MonitorState current) => current with
        {
            Windows = [.. current.Windows.Select(w => changed.TryGetValue(w.To, out bool hasRisen) ? w with { HasConceptDrift = hasRisen } : w)],
        };
        var windows = With(state).Windows;
        if (windows[^1].Version == champion.Manifest.Version)
        {
            await _news.TellOfOutcomesAsync(champion.Spec, windows, cancellationToken);
        }

        await _states.ChangeAsync(state.Model, With, cancellationToken);
    }
}
