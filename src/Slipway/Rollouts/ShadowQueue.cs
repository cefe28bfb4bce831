using System.Threading.Channels;
using Slipway.PredictionLog;
using Slipway.Serving;

namespace Slipway.Rollouts;

/// <summary>
/// Rows that wait for shadow versions. Bounded: a request that finds it full, or has too many rows, is counted as dropped and goes on; it
/// never waits and never fails. Thread-safe.
/// </summary>
public sealed class ShadowQueue(PredictionRecorder recorder, IPredictionIds ids, TimeProvider time)
{
    /// <summary>The most requests that wait.</summary>
    public const int Capacity = 1024;

    /// <summary>The most rows that wait.</summary>
    public const int MaxRows = 16_384;

    private readonly Channel<Work> _queue = Channel.CreateBounded<Work>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private long _waitingRows;

    /// <summary>Scores what waits until it is stopped. One call at a time.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await _queue.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (_queue.Reader.TryRead(out var work))
            {
                await ScoreAsync(work, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Puts the rows of a request into the queue, for each shadow version, if there is room.</summary>
    /// <param name="asked">Who read the rows.</param>
    /// <param name="batch">The rows.</param>
    /// <param name="traceId">The trace of the request.</param>
    internal void Offer(ServedArm asked, FeatureBatch batch, string? traceId)
    {
        foreach (var shadow in asked.Rollout.Shadows)
        {
            if (Interlocked.Add(ref _waitingRows, batch.RowCount) > MaxRows || _queue.Reader.Count >= Capacity)
            {
                Drop(shadow, batch.RowCount);
                continue;
            }

            var workspace = shadow.Model.Rent();
            var map = ReferenceEquals(asked, asked.Rollout.Champion)
                ? shadow.FromChampion
                : new FeatureMap(asked.Model.Manifest.Schema, shadow.Model.Manifest.Schema);
            map.Copy(batch, workspace.Batch);
            if (!_queue.Writer.TryWrite(new Work(shadow, workspace, traceId)))
            {
                Drop(shadow, batch.RowCount);
                shadow.Model.Return(workspace);
            }
        }
    }

    private void Drop(ServedArm shadow, int rows)
    {
        Interlocked.Add(ref _waitingRows, -rows);
        shadow.Traffic.CountDropped();
    }

    private async Task ScoreAsync(Work work, CancellationToken cancellationToken)
    {
        var (shadow, workspace, traceId) = work;
        Interlocked.Add(ref _waitingRows, -workspace.Batch.RowCount);
        long start = time.GetTimestamp();
        try
        {
            shadow.Model.Predict(workspace.Batch, workspace.Predictions);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever a version on trial throws concerns nobody but itself.
            shadow.Traffic.CountFailure(ArmCounts.ExceptionsCell, workspace.Batch.RowCount);
            return;
        }

        var latency = time.GetElapsedTime(start);
        if (AnswerRows.FindNotFinite(workspace.Predictions) is not null)
        {
            shadow.Traffic.CountFailure(ArmCounts.NotFiniteCell, workspace.Batch.RowCount);
        }
        else
        {
            shadow.Traffic.CountAnswer(workspace.Predictions, latency, isChampion: false);
            var request = new ServedRequest(ids.Next(), time.GetUtcNow(), latency, RolloutSpec.ShadowVariant, traceId);
            await recorder.RecordAsync(shadow.Model, workspace.Batch, workspace.Predictions, request, cancellationToken).ConfigureAwait(false);
        }

        shadow.Model.Return(workspace);
    }

    private readonly record struct Work(ServedArm Shadow, PredictionWorkspace Workspace, string? TraceId);
}
