using Slipway.Feedback;
using Slipway.PredictionLog;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Retraining;

/// <summary>What came to the logs of a model since they were made into rows: new outcomes, and the predictions that they may belong
/// to.</summary>
internal sealed class FeedbackNews
{
    private readonly LogChanges _answered;
    private readonly LogChanges _outcomes;
    private readonly LogWindow _lookBack;

    private FeedbackNews(LogChanges answered, LogChanges outcomes, FeedbackIndex index, LogWindow lookBack) =>
        (_answered, _outcomes, Outcomes, _lookBack) = (answered, outcomes, index, lookBack);

    public bool IsEmpty => !_answered.Changed.Any() && !_outcomes.Changed.Any();

    public FeedbackIndex Outcomes { get; }

    /// <summary>How far the log of predictions is read.</summary>
    public LogCursor Predictions => _answered.Cursor;

    /// <summary>How far the log of outcomes is read.</summary>
    public LogCursor Feedback => _outcomes.Cursor;

    /// <summary>The hours to read predictions of; the stretches do not overlap.</summary>
    public IEnumerable<LogWindow> Windows
    {
        get
        {
            if (Outcomes.HasUndated)
            {
                yield return _lookBack;
                yield break;
            }

            var hours = Outcomes.Hours.Where(h => h >= _lookBack.Start && h < _lookBack.EndExclusive).Order().ToList();
            for (int start = 0, end; start < hours.Count; start = end)
            {
                for (end = start + 1; end < hours.Count && hours[end] == hours[end - 1].AddHours(1);)
                {
                    end++;
                }

                yield return new LogWindow(hours[start], hours[end - 1].AddHours(1));
            }
        }
    }

    /// <summary>Reads the news.</summary>
    /// <param name="store">The store.</param>
    /// <param name="champion">The model's champion.</param>
    /// <param name="state">Up to where the logs were read; null to read all of them.</param>
    /// <param name="lookBack">How old predictions may be.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<FeedbackNews> ReadAsync(
        IObjectStore store, StoredSpec champion, FeedbackRowsState? state, TimeSpan lookBack, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var model = champion.Spec.Name;
        var window = new LogWindow(now - lookBack, now + FeedbackIndex.Skew);
        var answered = await LogChanges.FindAsync(
            store, model, LogKind.Predictions, window.Start, now, state?.Predictions, cancellationToken);
        var outcomes = await LogChanges.FindAsync(
            store, model, LogKind.Feedback, window.Start - FeedbackIndex.Skew, now, state?.Feedback, cancellationToken);
        var index = new FeedbackIndex(champion.Manifest.Schema);
        var report = new LogReadReport();

        // An outcome may be stored before its prediction: to new predictions belong outcomes that were read before.
        if (state is not null && answered.Changed.FirstOrDefault()?.Hour is { } first)
        {
            var recent = outcomes.All.Where(part => part.Hour >= first - FeedbackIndex.Skew);
            await index.AddAsync(store, recent, isWhole: true, new LogWindow(first, now + FeedbackIndex.Skew), report, cancellationToken);
        }

        await index.AddAsync(store, outcomes.Changed, isWhole: false, window, report, cancellationToken);
        return new FeedbackNews(answered, outcomes, index, window);
    }
}
