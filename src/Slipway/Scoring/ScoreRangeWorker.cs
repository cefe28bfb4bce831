using Slipway.Storage;

namespace Slipway.Scoring;

/// <summary>Takes ranges of large files from the queue, for hosts without triggers. Safe to use from several threads and processes.</summary>
public sealed class ScoreRangeWorker(IWorkQueue queue, ScoreFile scoreFile, FileScoringOptions options, TimeProvider time)
{
    /// <summary>Scores the next range.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (await queue.ReceiveAsync(ScoreMessages.Queue, options.RangeLease, cancellationToken).ConfigureAwait(false) is not { } item)
        {
            return false;
        }

        using var work = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var ending = new CancellationTokenSource();
        var renewing = RenewAsync(item, work, ending.Token);
        try
        {
            var retryAfter = await scoreFile.ScoreRangeAsync(item.Message, work.Token).ConfigureAwait(false);
            await (retryAfter is { } delay
                ? item.AbandonAsync(delay, cancellationToken)
                : item.CompleteAsync(cancellationToken)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The message is another's by now.
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await renewing.ConfigureAwait(false);
        }

        return true;
    }

    private async Task RenewAsync(IWorkItem item, CancellationTokenSource work, CancellationToken ending)
    {
        try
        {
            using var timer = new PeriodicTimer(options.RangeLease / 3, time);
            while (await timer.WaitForNextTickAsync(ending).ConfigureAwait(false))
            {
                if (!await item.RenewAsync(options.RangeLease, ending).ConfigureAwait(false))
                {
                    await work.CancelAsync().ConfigureAwait(false);
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TimeoutException)
        {
            // Whether the message is still ours cannot be told, so the work ends.
            await work.CancelAsync().ConfigureAwait(false);
        }
    }
}
