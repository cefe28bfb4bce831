namespace Slipway.Scheduling;

/// <summary>Work that is done by the clock.</summary>
/// <param name="Name">A name of lower-case letters, digits and hyphens, which no other job has.</param>
/// <param name="Schedule">When it is due.</param>
/// <param name="RunAsync">
/// Does the work. It may be done again after a crash, so it must be idempotent; it stops when the token says so, which also happens when
/// another process has taken over.
/// </param>
public sealed record ScheduledJob(string Name, JobSchedule Schedule, Func<CancellationToken, Task> RunAsync);
