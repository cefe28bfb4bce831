using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Projects;
using Slipway.Scheduling;
using Slipway.Storage;
using Slipway.Telemetry;
using Slipway.Tests.Storage;

namespace Slipway.Tests.Scheduling;

public sealed class JobRunnerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly ManualTimers _time = new(Noon);
    private readonly MemoryObjectStore _store;
    private int _runs;

    public JobRunnerTests() => _store = new MemoryObjectStore(_time);

    [Fact]
    public async Task RunIfDue_FirstSight_WaitsForTheNextPoint()
    {
        var job = Hourly(Count);

        Assert.Equal(JobOutcome.NotDue, await Runner().RunIfDueAsync(job, default));
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(JobOutcome.NotDue, await Runner().RunIfDueAsync(job, default));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(JobOutcome.Succeeded, await Runner().RunIfDueAsync(job, default));
        Assert.Equal(JobOutcome.NotDue, await Runner().RunIfDueAsync(job, default));

        Assert.Equal(1, _runs);
    }

    [Fact]
    public async Task RunNow_WhateverTheScheduleSays_RunsAndIsNotDueAgain()
    {
        var job = Hourly(Count);

        Assert.Equal(JobOutcome.Succeeded, await Runner().RunNowAsync(job, default));
        Assert.Equal(JobOutcome.Succeeded, await Runner().RunNowAsync(job, default));
        Assert.Equal(JobOutcome.NotDue, await Runner().RunIfDueAsync(job, default));

        Assert.Equal(2, _runs);
    }

    [Fact]
    public async Task RunNow_ManyProcesses_RunsOneAtATime()
    {
        var entered = new TaskCompletionSource();
        var leave = new TaskCompletionSource();
        var job = Hourly(async _ =>
        {
            entered.SetResult();
            await leave.Task;
        });
        var first = Runner().RunNowAsync(job, default);
        await entered.Task;

        Assert.Equal(JobOutcome.RunsElsewhere, await Runner().RunNowAsync(job, default));

        leave.SetResult();
        Assert.Equal(JobOutcome.Succeeded, await first);
    }

    [Fact]
    public async Task RunIfDue_AfterManyMissedPoints_RunsOnce()
    {
        var job = Hourly(Count);
        await Runner().RunIfDueAsync(job, default);
        _time.Advance(TimeSpan.FromDays(30));

        Assert.Equal(JobOutcome.Succeeded, await Runner().RunIfDueAsync(job, default));
        Assert.Equal(JobOutcome.NotDue, await Runner().RunIfDueAsync(job, default));

        Assert.Equal(1, _runs);
    }

    [Fact]
    public async Task RunIfDue_ManyProcesses_RunsEachPointOnce()
    {
        var job = Hourly(async token =>
        {
            await Task.Yield();
            Interlocked.Increment(ref _runs);
        });
        await Runner().RunIfDueAsync(job, default);

        for (int hour = 1; hour <= 5; hour++)
        {
            _time.Advance(TimeSpan.FromHours(1));
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Runner().RunIfDueAsync(job, default))));
            Assert.Single(outcomes, JobOutcome.Succeeded);
            Assert.Equal(hour, _runs);
        }
    }

    [Fact]
    public async Task RunIfDue_ItThrows_IsFailedAndRunsAtTheNextPoint()
    {
        bool fails = true;
        var job = Hourly(_ => fails ? throw new InvalidOperationException("broken") : Count(default));
        await Runner().RunIfDueAsync(job, default);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(JobOutcome.Failed, await Runner().RunIfDueAsync(job, default));
        Assert.Equal(JobOutcome.NotDue, await Runner().RunIfDueAsync(job, default));
        var state = await Runner().FindStateAsync("count", default);
        Assert.Equal((false, 1), (state!.LastSucceeded, state.FailuresInARow));

        fails = false;
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(JobOutcome.Succeeded, await Runner().RunIfDueAsync(job, default));
        Assert.Equal(0, (await Runner().FindStateAsync("count", default))!.FailuresInARow);
    }

    [Fact]
    public async Task RunIfDue_LongRun_RenewsItsLeaseAndKeepsOthersAway()
    {
        var release = new TaskCompletionSource();
        var started = new TaskCompletionSource();
        var job = Hourly(async _ =>
        {
            started.SetResult();
            await release.Task;
        });
        await Runner().RunIfDueAsync(job, default);
        _time.Advance(TimeSpan.FromHours(1));

        var running = Runner().RunIfDueAsync(job, default);
        await started.Task;
        for (int i = 0; i < 30; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(20));
            Assert.Equal(JobOutcome.RunsElsewhere, await SettledAsync(() => Runner().RunIfDueAsync(job, default)));
        }

        release.SetResult();
        Assert.Equal(JobOutcome.Succeeded, await running);
    }

    [Fact]
    public async Task RunIfDue_LeaseLost_StopsAndRecordsNothing()
    {
        var started = new TaskCompletionSource();
        var job = Hourly(async token =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        });
        var store = LosingStore.Around(_store);
        var runner = new JobRunner(store, new SlipwayMetrics(), _time, NullLogger<JobRunner>.Instance);
        await runner.RunIfDueAsync(job, default);
        _time.Advance(TimeSpan.FromHours(1));

        var running = runner.RunIfDueAsync(job, default);
        await started.Task;
        _time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(JobOutcome.TakenOver, await running);
        Assert.Null((await Runner().FindStateAsync("count", default))!.LastEnd);
    }

    [Fact]
    public async Task RunIfDue_Cancelled_IsDueStill()
    {
        using var stopping = new CancellationTokenSource();
        var job = Hourly(async token =>
        {
            await stopping.CancelAsync();
            token.ThrowIfCancellationRequested();
        });
        await Runner().RunIfDueAsync(job, default);
        _time.Advance(TimeSpan.FromHours(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Runner().RunIfDueAsync(job, stopping.Token));
        Assert.Equal(JobOutcome.Succeeded, await Runner().RunIfDueAsync(Hourly(Count), default));
    }

    [Fact]
    public async Task NextDue_CronJob_IsThePointAfterWhatIsDone()
    {
        var job = new ScheduledJob("monday", JobSchedule.Cron(CronSchedule.Parse("0 0 3 * * 1").Value), Count);

        Assert.Equal(new DateTimeOffset(2026, 3, 9, 3, 0, 0, TimeSpan.Zero), await Runner().NextDueAsync(job, default));
    }

    // A renewal that was set off by the clock may still be under way.
    private static async Task<JobOutcome> SettledAsync(Func<Task<JobOutcome>> look)
    {
        await Task.Yield();
        return await look();
    }

    private ScheduledJob Hourly(Func<CancellationToken, Task> work) => new("count", JobSchedule.Every(TimeSpan.FromHours(1)), work);

    private Task Count(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _runs);
        return Task.CompletedTask;
    }

    private JobRunner Runner() => new(_store, new SlipwayMetrics(), _time, NullLogger<JobRunner>.Instance);
}
