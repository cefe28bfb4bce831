using Slipway.Learning.Performance;
using Slipway.Learning.Profiles;
using Slipway.Learning.Tables;

namespace Slipway.Scoring;

/// <summary>
/// Several workers on the blocks of one file. Each takes the next block, scores it, and waits for the one before it to be written: what is
/// read ahead is at most a block a worker.
/// </summary>
internal sealed class ScoreRun(CsvBlockReader reader, IScoreSink sink, IProgress<ScoreProgress>? progress, DatasetProfileBuilder? profile)
{
    private readonly SemaphoreSlim _reading = new(1);
    private Task _lastWritten = Task.CompletedTask;

    public ScoreCounts Counts { get; private set; }

    /// <summary>What the performance is estimated from; null where it is not.</summary>
    public EstimationSums? Estimation { get; private set; }

    public DatasetProfile? BuildProfile() => Counts.Scored > 0 ? profile?.Build() : null;

    /// <summary>Scores everything; the first failure of a worker ends all.</summary>
    public async Task RunAsync(int workers, Func<BlockScorer> createScorer, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tasks = Enumerable.Range(0, workers)
            .Select(_ => Task.Run(() => WorkAsync(createScorer(), ending), CancellationToken.None))
            .ToArray();
        try
        {
            await Task.WhenAll(tasks).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Others were only told to end; the failure that told them is the one to report.
            throw tasks.FirstOrDefault(t => t.IsFaulted)?.Exception!.InnerException ?? new OperationCanceledException(cancellationToken);
        }
        finally
        {
            _reading.Dispose();
        }
    }

    private async Task WorkAsync(BlockScorer scorer, CancellationTokenSource ending)
    {
        try
        {
            while (await TakeAsync(ending.Token).ConfigureAwait(false) is { } work)
            {
                try
                {
                    scorer.Score(work.Block);
                    await work.Before.WaitAsync(ending.Token).ConfigureAwait(false);
                    await WriteAsync(scorer, ending.Token).ConfigureAwait(false);
                    reader.Return(work.Block);
                    work.Written.SetResult();
                }
                finally
                {
                    work.Written.TrySetCanceled(CancellationToken.None);
                }
            }
        }
        catch (Exception)
        {
            await ending.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<Work?> TakeAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } block)
            {
                return null;
            }

            var work = new Work(block, _lastWritten, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            _lastWritten = work.Written.Task;
            return work;
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task WriteAsync(BlockScorer scorer, CancellationToken cancellationToken)
    {
        if (scorer.Scored.Length > 0)
        {
            await sink.WriteScoredAsync(scorer.Scored.Memory, cancellationToken).ConfigureAwait(false);
        }

        if (scorer.Rejected.Length > 0)
        {
            await sink.WriteRejectedAsync(scorer.Rejected.Memory, cancellationToken).ConfigureAwait(false);
        }

        if (scorer.Profile is { Rows: { } rows } gathered)
        {
            profile!.Add(rows, gathered.Hashes);
            Estimation = EstimationSums.Add(Estimation, gathered.Sums);
        }

        Counts += scorer.Counts;
        progress?.Report(new ScoreProgress(Counts, reader.ReadBytes));
    }

    private sealed record Work(CsvBlock Block, Task Before, TaskCompletionSource Written);
}
