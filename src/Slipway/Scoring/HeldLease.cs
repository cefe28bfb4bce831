using Slipway.Storage;

namespace Slipway.Scoring;

/// <summary>A lease that is renewed until it is given back; when it is lost, the work that it covers is cancelled.</summary>
internal sealed class HeldLease : IAsyncDisposable
{
    private readonly ILease _lease;
    private readonly CancellationTokenSource _work;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _renewing;

    private HeldLease(ILease lease, TimeSpan duration, TimeProvider time, CancellationToken cancellationToken)
    {
        _lease = lease;
        _work = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _renewing = RenewAsync(duration / 3, time);
    }

    /// <summary>Ends the work: the caller's wish, or the lease is lost.</summary>
    public CancellationToken Token => _work.Token;

    /// <summary>Takes a lease; null when somebody else has it.</summary>
    public static async Task<HeldLease?> TryTakeAsync(
        IObjectStore store, ObjectPath name, TimeSpan duration, TimeProvider time, CancellationToken cancellationToken) =>
        await store.TryAcquireLeaseAsync(name, duration, cancellationToken).ConfigureAwait(false) is { } lease
            ? new HeldLease(lease, duration, time, cancellationToken)
            : null;

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
        await _lease.DisposeAsync().ConfigureAwait(false);
        _work.Dispose();
        _ending.Dispose();
    }

    private async Task RenewAsync(TimeSpan period, TimeProvider time)
    {
        try
        {
            using var timer = new PeriodicTimer(period, time);
            while (await timer.WaitForNextTickAsync(_ending.Token).ConfigureAwait(false))
            {
                if (!await _lease.RenewAsync(_ending.Token).ConfigureAwait(false))
                {
                    await _work.CancelAsync().ConfigureAwait(false);
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Given back.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TimeoutException)
        {
            // Whether it is still held cannot be told, so the work ends.
            await _work.CancelAsync().ConfigureAwait(false);
        }
    }
}
