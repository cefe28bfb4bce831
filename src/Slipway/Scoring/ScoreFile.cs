using Slipway.Learning.Results;
using Slipway.Storage;
using Slipway.Telemetry;

namespace Slipway.Scoring;

/// <summary>
/// Scores files of the inbox: results in <c>scored/</c>, bad rows and bad files with reasons in <c>rejected/</c>. The file leaves the inbox only
/// when its results are complete. Keyed by the file's name and ETag: calls may be repeated, made by several processes, and cut off anywhere.
/// </summary>
/// <remarks>
/// Large plain files are split into ranges, which go through the queue <see cref="ScoreMessages.Queue"/> to all processes that call
/// <see cref="ScoreRangeAsync"/>; whoever finishes the last range finishes the file. The results of a file take the place of those of an earlier
/// file of the same name. Files <c>a.csv</c> and <c>a.csv.gz</c> have the same results, and are scored one after the other.
/// </remarks>
public sealed class ScoreFile
{
    /// <summary>The container that files are dropped into.</summary>
    public const string Container = "inbox";

    private readonly IObjectStore _store;
    private readonly IWorkQueue? _queue;
    private readonly FileScoringOptions _options;
    private readonly TimeProvider _time;
    private readonly ScorePlanner _planner;
    private readonly ScoreJob _job;
    private readonly ScoreFinisher _finisher;

    /// <summary>Makes the handler.</summary>
    /// <param name="store">Where the inbox and the results are.</param>
    /// <param name="queue">Where ranges of large files go; <see langword="null"/> scores every file in one go.</param>
    /// <param name="models">The models.</param>
    /// <param name="options">How files are scored.</param>
    /// <param name="time">The clock.</param>
    /// <param name="onScored">
    /// Called for each scored file, before it leaves the inbox; more than once when a process dies right then. A failure is retried as that of
    /// scoring is. Null does nothing.
    /// </param>
    public ScoreFile(
        IObjectStore store,
        IWorkQueue? queue,
        ScoringModels models,
        FileScoringOptions options,
        TimeProvider time,
        Func<ScoredFile, CancellationToken, Task>? onScored = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Rows.Validate();
        (_store, _queue, _options, _time) = (store, queue, options, time);
        _planner = new ScorePlanner(store, models, options, queue is not null, time);
        _job = new ScoreJob(store, models, options);
        _finisher = new ScoreFinisher(store, _job, onScored ?? ((_, _) => Task.CompletedTask), time);
    }

    /// <summary>Scores a file, or puts its ranges into the queue.</summary>
    /// <exception cref="IOException">The store is away or full; the file stays, and the call counts as no attempt.</exception>
    public async Task<ScoreStatus> HandleAsync(ScoreFileCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        var entry = await _store.FindAsync(command.Source, cancellationToken).ConfigureAwait(false);
        if (entry is null || (command.ETag is { } wanted && wanted != entry.ETag))
        {
            return ScoreStatus.Gone;
        }

        var paths = new ScorePaths(entry.Path, entry.ETag);
        var lease = await HeldLease.TryTakeAsync(_store, paths.Lock, _options.FileLease, _time, cancellationToken).ConfigureAwait(false);
        if (lease is null)
        {
            return ScoreStatus.Busy;
        }

        await using (lease.ConfigureAwait(false))
        {
            try
            {
                return await TryScoreAsync(paths, entry, lease.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The lease was lost: another process goes on.
                return ScoreStatus.Busy;
            }
        }
    }

    /// <summary>Scores the range that a message of <see cref="ScoreMessages.Queue"/> names.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the call early; the message must then be delivered again.</param>
    /// <returns>When to deliver the message again; <see langword="null"/> when it is done.</returns>
    /// <exception cref="IOException">The store is away; the message must be delivered again.</exception>
    public async Task<TimeSpan?> ScoreRangeAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        if (RangeWork.Parse(message) is not { } work)
        {
            return null;
        }

        // A worker that dies may leave something of a file that another has finished; its message comes again.
        var paths = new ScorePaths(work.Source, work.ETag);
        if (!await IsUnchangedAsync(paths, work.ETag, cancellationToken).ConfigureAwait(false))
        {
            await _finisher.ForgetAsync(paths, cancellationToken).ConfigureAwait(false);
            return null;
        }

        var plan = await FindPlanAsync(paths, cancellationToken).ConfigureAwait(false);
        if (plan is null || work.Range >= plan.Ranges.Count)
        {
            return null;
        }

        using var activity = SlipwayActivities.StartScore(plan.Model);
        try
        {
            var problems = await StageRangeAsync(paths, plan, work, cancellationToken).ConfigureAwait(false);
            return await TryFinishAsync(paths, plan, work.ETag, problems, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Another has the message, or will; it may have finished the file before something was written here.
            await ForgetIfFinishedAsync(paths, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
        catch (Exception e)
        {
            return await NoteRangeFailureAsync(paths, plan, work, e, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Problem Failed(Exception e, int attempts) => new(
        "scoring.failed", $"Scoring failed {attempts} times, the last time with: {e.Message} Mend the cause, then put the file into the inbox again.");

    private async Task<ScoreStatus> TryScoreAsync(ScorePaths paths, ObjectEntry entry, CancellationToken cancellationToken)
    {
        var attempts = await _store.GetJsonAsync<AttemptRecord>(paths.Attempts, cancellationToken).ConfigureAwait(false);
        if (attempts is not null && attempts.Value.RetryAt > _time.GetUtcNow())
        {
            return ScoreStatus.Busy;
        }

        try
        {
            return await ScoreAsync(paths, entry, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException && !FullDisk.IsCauseOf(e))
        {
            return await NoteFailureAsync(paths, entry.ETag, attempts?.Value.Failed ?? 0, e, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ScoreStatus> ScoreAsync(ScorePaths paths, ObjectEntry entry, CancellationToken cancellationToken)
    {
        if (await _finisher.FindDoneAsync(paths, entry.ETag, cancellationToken).ConfigureAwait(false) is { } done)
        {
            await _finisher.CloseAsync(paths, entry.ETag, done, cancellationToken).ConfigureAwait(false);
            return ScoreStatus.Scored;
        }

        var plan = await FindPlanAsync(paths, cancellationToken).ConfigureAwait(false);
        if (plan is null)
        {
            if (await IsNameInUseAsync(paths, cancellationToken).ConfigureAwait(false))
            {
                return ScoreStatus.Busy;
            }

            var planned = await _planner.PlanAsync(paths, entry, cancellationToken).ConfigureAwait(false);
            if (!planned.TryGetValue(out plan))
            {
                return await RejectAsync(paths, entry.ETag, planned.Problems, cancellationToken).ConfigureAwait(false);
            }

            if (await _store.PutJsonAsync(paths.Plan, plan, PutCondition.IfAbsent, cancellationToken).ConfigureAwait(false) is null)
            {
                plan = await FindPlanAsync(paths, cancellationToken).ConfigureAwait(false) ?? plan;
            }
        }

        return plan.Ranges.Count > 0
            ? await OfferAsync(paths, plan, entry.ETag, cancellationToken).ConfigureAwait(false)
            : await ScoreWholeAsync(paths, plan, entry.ETag, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ScoreStatus> ScoreWholeAsync(ScorePaths paths, ScorePlan plan, ETag etag, CancellationToken cancellationToken)
    {
        var scored = await _job.ScoreWholeAsync(paths, plan, cancellationToken).ConfigureAwait(false);
        if (!await IsUnchangedAsync(paths, etag, cancellationToken).ConfigureAwait(false))
        {
            await _finisher.ForgetAsync(paths, cancellationToken).ConfigureAwait(false);
            return ScoreStatus.Gone;
        }

        if (!scored.TryGetValue(out var result))
        {
            return await RejectAsync(paths, etag, scored.Problems, cancellationToken).ConfigureAwait(false);
        }

        await _finisher.FinishWholeAsync(
            paths, plan, result.Record, result.ScoredParts, result.RejectedParts, result.Profile, cancellationToken).ConfigureAwait(false);
        return await CloseAsync(paths, etag, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ScoreStatus> OfferAsync(ScorePaths paths, ScorePlan plan, ETag etag, CancellationToken cancellationToken)
    {
        var records = await FindRecordsAsync(paths, plan, cancellationToken).ConfigureAwait(false);
        if (!records.Contains(null))
        {
            var problems = await _finisher.FinishRangesAsync(paths, plan, records!, cancellationToken).ConfigureAwait(false);
            return problems.Count > 0
                ? await RejectAsync(paths, etag, problems, cancellationToken).ConfigureAwait(false)
                : await CloseAsync(paths, etag, cancellationToken).ConfigureAwait(false);
        }

        var now = _time.GetUtcNow();
        if (_queue is not null && !(plan.OfferedAt + _options.ReofferAfter > now))
        {
            for (int range = 0; range < records.Length; range++)
            {
                if (records[range] is null)
                {
                    byte[] message = new RangeWork(paths.Source, etag, range).ToMessage();
                    await _queue.SendAsync(ScoreMessages.Queue, message, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
                }
            }

            await _store.PutJsonAsync(paths.Plan, plan with { OfferedAt = now }, PutCondition.Always, cancellationToken).ConfigureAwait(false);
        }

        return ScoreStatus.InProgress;
    }

    private async Task<IReadOnlyList<Problem>> StageRangeAsync(
        ScorePaths paths, ScorePlan plan, RangeWork work, CancellationToken cancellationToken)
    {
        if (await _store.FindAsync(paths.RangeRecord(work.Range), cancellationToken).ConfigureAwait(false) is not null)
        {
            return [];
        }

        var result = await _job.ScoreRangeAsync(paths, plan, work.Range, cancellationToken).ConfigureAwait(false);
        if (!result.TryGetValue(out var scored))
        {
            return result.Problems;
        }

        // Another worker may have done it meanwhile, and the file may be finished: nothing may be staged for it any more.
        if (await _store.FindAsync(paths.RangeRecord(work.Range), cancellationToken).ConfigureAwait(false) is not null
            || await _store.FindAsync(paths.Plan, cancellationToken).ConfigureAwait(false) is null
            || !await IsUnchangedAsync(paths, work.ETag, cancellationToken).ConfigureAwait(false))
        {
            return [];
        }

        var (outcome, sink) = scored;
        if (sink.Scored.Length > 0)
        {
            await _store.StagePartAsync(paths.ScoredCsv, work.Range, sink.Scored.Memory, cancellationToken).ConfigureAwait(false);
        }

        if (sink.Rejected.Length > 0)
        {
            await _store.PutAsync(
                paths.RangeRejected(work.Range), sink.Rejected.Memory, PutCondition.Always, cancellationToken).ConfigureAwait(false);
        }

        if (outcome.Profile is { } profile)
        {
            await _store.PutAsync(
                paths.RangeProfile(work.Range), profile.Serialize(), PutCondition.Always, cancellationToken).ConfigureAwait(false);
        }

        var record = new RangeRecord(outcome.Counts.Scored, outcome.Counts.Rejected, outcome.Profile is not null) { Estimation = outcome.Estimation };
        await _store.PutJsonAsync(paths.RangeRecord(work.Range), record, PutCondition.Always, cancellationToken).ConfigureAwait(false);
        await ForgetIfFinishedAsync(paths, cancellationToken).ConfigureAwait(false);
        return [];
    }

    /// <summary>Removes what was just written for a file that was finished meanwhile, by somebody who had the same message.</summary>
    private async Task<bool> ForgetIfFinishedAsync(ScorePaths paths, CancellationToken cancellationToken)
    {
        if (await _store.FindAsync(paths.Plan, cancellationToken).ConfigureAwait(false) is not null)
        {
            return false;
        }

        await _finisher.ForgetAsync(paths, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Finishes the file when this was its last range, or rejects it for problems; gives when to try again while another is at it.</summary>
    private async Task<TimeSpan?> TryFinishAsync(
        ScorePaths paths, ScorePlan plan, ETag etag, IReadOnlyList<Problem> problems, CancellationToken cancellationToken)
    {
        if (problems.Count == 0 && (await FindRecordsAsync(paths, plan, cancellationToken).ConfigureAwait(false)).Contains(null))
        {
            return null;
        }

        var lease = await HeldLease.TryTakeAsync(_store, paths.Lock, _options.FileLease, _time, cancellationToken).ConfigureAwait(false);
        if (lease is null)
        {
            return _options.FirstRetryDelay;
        }

        await using (lease.ConfigureAwait(false))
        {
            bool isOpen = await IsUnchangedAsync(paths, etag, lease.Token).ConfigureAwait(false)
                && await FindPlanAsync(paths, lease.Token).ConfigureAwait(false) is not null;
            bool isDone = isOpen && await _finisher.FindDoneAsync(paths, etag, lease.Token).ConfigureAwait(false) is not null;
            if (isOpen && !isDone && problems.Count == 0)
            {
                var records = await FindRecordsAsync(paths, plan, lease.Token).ConfigureAwait(false);
                problems = await _finisher.FinishRangesAsync(paths, plan, records!, lease.Token).ConfigureAwait(false);
            }

            // What is scored stays scored: a message delivered again may fail after the file was finished.
            if (isOpen && !isDone && problems.Count > 0)
            {
                await _finisher.RejectAsync(paths, etag, problems, lease.Token).ConfigureAwait(false);
            }
            else if (isOpen)
            {
                await CloseAsync(paths, etag, lease.Token).ConfigureAwait(false);
            }
        }

        return null;
    }

    private async Task<ScoreStatus> CloseAsync(ScorePaths paths, ETag etag, CancellationToken cancellationToken)
    {
        var done = await _finisher.FindDoneAsync(paths, etag, cancellationToken).ConfigureAwait(false);
        await _finisher.CloseAsync(paths, etag, done, cancellationToken).ConfigureAwait(false);
        return ScoreStatus.Scored;
    }

    private async Task<ScoreStatus> RejectAsync(
        ScorePaths paths, ETag etag, IReadOnlyList<Problem> problems, CancellationToken cancellationToken)
    {
        await _finisher.RejectAsync(paths, etag, problems, cancellationToken).ConfigureAwait(false);
        return ScoreStatus.Rejected;
    }

    private async Task<ScoreStatus> NoteFailureAsync(
        ScorePaths paths, ETag etag, int failedBefore, Exception exception, CancellationToken cancellationToken)
    {
        int failed = failedBefore + 1;
        if (failed < _options.MaxAttempts)
        {
            var record = new AttemptRecord(failed, _time.GetUtcNow() + _options.RetryDelay(failed), exception.Message);
            await _store.PutJsonAsync(paths.Attempts, record, PutCondition.Always, cancellationToken).ConfigureAwait(false);
            return ScoreStatus.Busy;
        }

        // What is scored stays scored, though those who wanted to hear of it could not.
        if (await _finisher.FindDoneAsync(paths, etag, cancellationToken).ConfigureAwait(false) is not null)
        {
            await _finisher.CloseAsync(paths, etag, null, cancellationToken).ConfigureAwait(false);
            return ScoreStatus.Scored;
        }

        return await RejectAsync(paths, etag, [Failed(exception, failed)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Failures are counted in the store. How often the message was delivered says less: it is also delivered again when a process died, and
    /// while another one has the file.
    /// </summary>
    private async Task<TimeSpan?> NoteRangeFailureAsync(
        ScorePaths paths, ScorePlan plan, RangeWork work, Exception exception, CancellationToken cancellationToken)
    {
        if (FullDisk.IsCauseOf(exception))
        {
            return _options.RetryDelay(_options.MaxAttempts);
        }

        var before = await _store.GetJsonAsync<AttemptRecord>(paths.RangeAttempts(work.Range), cancellationToken).ConfigureAwait(false);
        int failed = 1 + (before?.Value.Failed ?? 0);
        if (failed >= _options.MaxAttempts)
        {
            return await TryFinishAsync(paths, plan, work.ETag, [Failed(exception, failed)], cancellationToken).ConfigureAwait(false);
        }

        var delay = _options.RetryDelay(failed);
        var record = new AttemptRecord(failed, _time.GetUtcNow() + delay, exception.Message);
        await _store.PutJsonAsync(paths.RangeAttempts(work.Range), record, PutCondition.Always, cancellationToken).ConfigureAwait(false);
        return await ForgetIfFinishedAsync(paths, cancellationToken).ConfigureAwait(false) ? null : delay;
    }

    private async Task<ScorePlan?> FindPlanAsync(ScorePaths paths, CancellationToken cancellationToken) =>
        (await _store.GetJsonAsync<ScorePlan>(paths.Plan, cancellationToken).ConfigureAwait(false))?.Value;

    private async Task<RangeRecord?[]> FindRecordsAsync(ScorePaths paths, ScorePlan plan, CancellationToken cancellationToken)
    {
        var found = new HashSet<ObjectPath>();
        await foreach (var entry in _store.ListAsync(ScorePaths.Work, paths.RangesPrefix, cancellationToken).ConfigureAwait(false))
        {
            found.Add(entry.Path);
        }

        var records = new RangeRecord?[plan.Ranges.Count];
        if (Enumerable.Range(0, records.Length).All(range => found.Contains(paths.RangeRecord(range))))
        {
            for (int range = 0; range < records.Length; range++)
            {
                records[range] = (await _store.GetJsonAsync<RangeRecord>(
                    paths.RangeRecord(range), cancellationToken).ConfigureAwait(false))?.Value;
            }

            return records;
        }

        for (int range = 0; range < records.Length; range++)
        {
            // Only whether it is there counts until all are.
            records[range] = found.Contains(paths.RangeRecord(range)) ? new RangeRecord(0, 0, false) : null;
        }

        return records;
    }

    /// <summary>Whether another file that has the same results is in work: its parts must not mix with those of this one.</summary>
    private async Task<bool> IsNameInUseAsync(ScorePaths paths, CancellationToken cancellationToken)
    {
        await foreach (var entry in _store.ListAsync(ScorePaths.Inbox, $"{paths.Name}.", cancellationToken).ConfigureAwait(false))
        {
            var other = new ScorePaths(entry.Path, entry.ETag);
            if (other.Source != paths.Source && other.Name == paths.Name
                && await _store.FindAsync(other.Plan, cancellationToken).ConfigureAwait(false) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> IsUnchangedAsync(ScorePaths paths, ETag etag, CancellationToken cancellationToken) =>
        (await _store.FindAsync(paths.Source, cancellationToken).ConfigureAwait(false))?.ETag == etag;
}
