using System.Threading.RateLimiting;

namespace Slipway.Web.Limits;

/// <summary>How much the server is at: the bytes of bodies that it holds, and the predictions that it works on.</summary>
internal sealed class Workload(SlipwayWebOptions options) : IDisposable
{
    private readonly long _maxBytes = options.Limits.MaxBodyBytesInFlight;
    private readonly int _maxPredictions = options.Limits.MaxPredictions;
    private readonly TimeSpan _maxWait = options.Limits.MaxWait;
    private readonly ConcurrencyLimiter _predictions = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = options.Limits.MaxPredictions,
        QueueLimit = options.Limits.MaxWaitingPredictions,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private long _bytes;

    /// <summary>The bytes that are held.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The predictions that have their turn.</summary>
    public long Predicting => _maxPredictions - _predictions.GetStatistics()!.CurrentAvailablePermits;

    /// <summary>Counts bytes in; false when they are too many, and then they are not counted.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) <= _maxBytes)
        {
            return true;
        }

        Interlocked.Add(ref _bytes, -bytes);
        return false;
    }

    public void GiveBack(long bytes) => Interlocked.Add(ref _bytes, -bytes);

    /// <summary>A turn to predict, soon; null when there is none to be had. Dispose of it ends the turn.</summary>
    public async ValueTask<RateLimitLease?> TryEnterAsync(CancellationToken cancellationToken)
    {
        var lease = _predictions.AttemptAcquire();
        if (!lease.IsAcquired)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(_maxWait);
            try
            {
                lease = await _predictions.AcquireAsync(1, patience.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return null;
            }
        }

        return lease.IsAcquired ? lease : null;
    }

    public void Dispose() => _predictions.Dispose();
}
