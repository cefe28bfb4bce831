using Slipway.Feedback;
using Slipway.PredictionLog;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Monitoring;

/// <summary>Finds the windows for which outcomes have come since they were looked at, by reading only what is new in the log.</summary>
internal sealed class LateOutcomes(IObjectStore store, MonitorStates states, TimeProvider time)
{
    /// <summary>Notes those windows as stale, and how far the log is read, in one write.</summary>
    /// <param name="champion">The model's champion.</param>
    /// <param name="state">What is remembered of the model.</param>
    /// <param name="from">The start of the windows that count.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public async Task<MonitorState> NoteAsync(
        StoredSpec champion, MonitorState state, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var model = champion.Spec.Name;
        var changes = await LogChanges.FindAsync(
            store, model, LogKind.Feedback, from - FeedbackIndex.Skew, now, state.Feedback, cancellationToken);
        var outcomes = new FeedbackIndex(champion.Manifest.Schema);
        await outcomes.AddAsync(
            store, changes.Changed, isWhole: false, new LogWindow(from, now + FeedbackIndex.Skew), new LogReadReport(), cancellationToken);
        return await states.ChangeAsync(
            model,
            current =>
            {
                var counting = current.Windows.Where(w => w.From >= from).ToDictionary(w => w.To);
                var stale = counting.Values.Where(w => Concerns(outcomes, w)).Select(w => new StaleWindow(w.To, now));
                var before = current.Stale.Where(s => counting.ContainsKey(s.To));
                return current with { Feedback = changes.Cursor, Stale = [.. stale.UnionBy(before, s => s.To)] };
            },
            cancellationToken);
    }

    private static bool Concerns(FeedbackIndex outcomes, MonitoredWindow window) =>
        outcomes.HasUndated || outcomes.Hours.Any(hour => hour < window.To && hour.AddHours(1) > window.From);
}
