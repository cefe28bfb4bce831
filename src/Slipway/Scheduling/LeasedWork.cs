using Slipway.Storage;

namespace Slipway.Scheduling;

/// <summary>Work that one process at a time may do: under a lease that is renewed for as long as it takes.</summary>
internal static class LeasedWork
{
    private static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RenewInterval = TimeSpan.FromSeconds(20);

    /// <summary>Does the work, if nobody else is doing it.</summary>
    /// <param name="store">Where the lease is.</param>
    /// <param name="name">The name of the lease.</param>
    /// <param name="time">The clock by which it is renewed.</param>
    /// <param name="work">The work; its token is cancelled also when the lease is lost.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<LeaseOutcome> TryRunAsync(
        IObjectStore store, ObjectPath name, TimeProvider time, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var lease = await store.TryAcquireLeaseAsync(name, LeaseDuration, cancellationToken);
        if (lease is null)
        {
            return LeaseOutcome.HeldElsewhere;
        }

        await using var _ = lease;
        using var working = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var renewing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var renewal = RenewAsync(lease, time, working, renewing.Token);
        try
        {
            await work(working.Token);
            return LeaseOutcome.Done;
        }
        catch (OperationCanceledException) when (working.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return LeaseOutcome.Lost;
        }
        finally
        {
            await renewing.CancelAsync();
            await renewal;
        }
    }

    private static async Task RenewAsync(ILease lease, TimeProvider time, CancellationTokenSource working, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(RenewInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (!await TryRenewAsync(lease, cancellationToken))
                {
                    await working.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The work is done.
        }
    }

    private static async Task<bool> TryRenewAsync(ILease lease, CancellationToken cancellationToken)
    {
        try
        {
            return await lease.RenewAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A store that does not answer now may do so before the lease ends; there are two more tries until then.
            return true;
        }
    }
}

/// <summary>What became of work under a lease.</summary>
internal enum LeaseOutcome
{
    Done,
    HeldElsewhere,
    Lost,
}
