namespace Slipway.Learning.Search;

/// <summary>How far a search is. Reported before each trial, and once at the end.</summary>
/// <param name="FinishedTrials">The trials that have run, failed ones among them.</param>
/// <param name="TotalTrials">
/// The trials that are to run, unless the time limit ends the search before; at the end those that have run.
/// </param>
/// <param name="Elapsed">The time since the search began.</param>
/// <param name="Metric">The metric by which trials are compared.</param>
public sealed record SearchProgress(int FinishedTrials, int TotalTrials, TimeSpan Elapsed, string Metric)
{
    /// <summary>The trainer of the trial that begins now; null at the end.</summary>
    public string? Trainer { get; init; }

    /// <summary>The best trial so far; null before one has completed.</summary>
    public Trial? Best { get; init; }

    /// <summary>The time limit; null for none.</summary>
    public TimeSpan? MaxTime { get; init; }

    /// <summary>
    /// About how long the search will still take, if the trials to come take as long as those that have run and the time limit allows;
    /// null before the first trial has run.
    /// </summary>
    public TimeSpan? Remaining
    {
        get
        {
            if (FinishedTrials == 0)
            {
                return null;
            }

            var expected = Elapsed / FinishedTrials * (TotalTrials - FinishedTrials);
            return MaxTime is { } limit && limit - Elapsed < expected ? TimeSpan.FromTicks(Math.Max(0, (limit - Elapsed).Ticks)) : expected;
        }
    }
}
