using Microsoft.Extensions.Logging;
using Slipway.Storage;
using Slipway.Telemetry;

namespace Slipway.Scheduling;

/// <summary>
/// Runs jobs when they are due. However many processes look at a job, one of them runs it for each point of its schedule; points that
/// passed
/// while no process ran are caught up by one run. Thread-safe.
/// </summary>
/// <remarks>
/// The point is recorded as done after the run, under the lease that the run holds: a crash in the middle lets another process run it again
/// as
/// soon as the lease has ended.
/// </remarks>
public sealed class JobRunner(IObjectStore store, SlipwayMetrics metrics, TimeProvider time, ILogger<JobRunner> logger)
{
    private const string Container = "reports";

    /// <summary>Looks at jobs one after the other, and runs those that are due.</summary>
    /// <returns>What became of each, in their order.</returns>
    public async Task<IReadOnlyList<JobOutcome>> RunDueAsync(IEnumerable<ScheduledJob> jobs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        var outcomes = new List<JobOutcome>();
        foreach (var job in jobs)
        {
            outcomes.Add(await RunIfDueAsync(job, cancellationToken));
        }

        return outcomes;
    }

    /// <summary>Looks at a job, and runs it when it is due.</summary>
    public async Task<JobOutcome> RunIfDueAsync(ScheduledJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        var seen = await ReadAsync(job, cancellationToken);
        return DueNow(job, seen.Value) is null ? JobOutcome.NotDue : await RunUnderLeaseAsync(job, DueNow, cancellationToken);
    }

    /// <summary>Runs a job whatever its schedule says: for hosts whose own timers say when.</summary>
    public Task<JobOutcome> RunNowAsync(ScheduledJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        return RunUnderLeaseAsync(job, (_, _) => time.GetUtcNow(), cancellationToken);
    }

    /// <summary>When a job is due next; in the past when it is due now, and <see langword="null"/> when it never is.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(ScheduledJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        return job.Schedule.NextAfter((await ReadAsync(job, cancellationToken)).Value.DoneUntil);
    }

    /// <summary>What is remembered of a job; <see langword="null"/> when no process has looked at it yet.</summary>
    public async Task<JobState?> FindStateAsync(string name, CancellationToken cancellationToken) =>
        (await store.GetJsonAsync<JobState>(PathOf(name), cancellationToken))?.Value;

    private async Task<JobOutcome> RunUnderLeaseAsync(
        ScheduledJob job, Func<ScheduledJob, JobState, DateTimeOffset?> findDue, CancellationToken cancellationToken)
    {
        var outcome = JobOutcome.NotDue;
        var lease = new ObjectPath(Container, $"_locks/jobs/{job.Name}");
        var ended = await LeasedWork.TryRunAsync(
            store, lease, time, async token => outcome = await RunAsync(job, findDue, token, cancellationToken), cancellationToken);
        if (ended == LeaseOutcome.Lost)
        {
            Log.TakenOver(logger, job.Name);
            return JobOutcome.TakenOver;
        }

        return ended == LeaseOutcome.HeldElsewhere ? JobOutcome.RunsElsewhere : outcome;
    }

    private async Task<JobOutcome> RunAsync(
        ScheduledJob job, Func<ScheduledJob, JobState, DateTimeOffset?> findDue, CancellationToken working, CancellationToken stopping)
    {
        // Another process may have run it between the first look and the lease.
        var state = await ReadAsync(job, working);
        if (findDue(job, state.Value) is not { } due)
        {
            return JobOutcome.NotDue;
        }

        var startedAt = time.GetUtcNow();
        long start = time.GetTimestamp();
        bool isSuccess = true;
        using var activity = SlipwayActivities.StartJob(job.Name);
        try
        {
            await job.RunAsync(working);
        }
        catch (Exception e) when (!working.IsCancellationRequested)
        {
            isSuccess = false;
            Log.Failed(logger, job.Name, due, e);
        }

        working.ThrowIfCancellationRequested();
        var duration = time.GetElapsedTime(start);
        metrics.CountJob(job.Name, isSuccess, duration);
        var next = state.Value with
        {
            DoneUntil = due,
            LastStart = startedAt,
            LastEnd = time.GetUtcNow(),
            LastSucceeded = isSuccess,
            FailuresInARow = isSuccess ? 0 : state.Value.FailuresInARow + 1,
        };
        if (await store.PutJsonAsync(PathOf(job.Name), next, PutCondition.IfUnchanged(state.ETag), stopping) is null)
        {
            Log.TakenOver(logger, job.Name);
            return JobOutcome.TakenOver;
        }

        if (isSuccess)
        {
            Log.Done(logger, job.Name, due, duration);
        }

        return isSuccess ? JobOutcome.Succeeded : JobOutcome.Failed;
    }

    /// <summary>
    /// Up to when everything is done after a run that starts now; null when no point of the schedule has come. After a long pause there may
    /// be
    /// millions of points, so it is this moment, not the last of them.
    /// </summary>
    private DateTimeOffset? DueNow(ScheduledJob job, JobState state)
    {
        var now = time.GetUtcNow();
        return job.Schedule.NextAfter(state.DoneUntil) <= now ? now : null;
    }

    private async Task<StoredJson<JobState>> ReadAsync(ScheduledJob job, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await store.GetJsonAsync<JobState>(PathOf(job.Name), cancellationToken) is { } stored)
            {
                return stored;
            }

            var first = new JobState { DoneUntil = time.GetUtcNow() };
            if (await store.PutJsonAsync(PathOf(job.Name), first, PutCondition.IfAbsent, cancellationToken) is { } etag)
            {
                return new StoredJson<JobState>(first, etag);
            }
        }
    }

    private static ObjectPath PathOf(string name) => new(Container, $"_jobs/{name}.json");
}
