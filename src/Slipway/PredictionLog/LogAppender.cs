using Slipway.Storage;

namespace Slipway.PredictionLog;

/// <summary>Brings batches to the store, trying again until it takes them or all is given up. One batch at a time.</summary>
internal sealed class LogAppender(IObjectStore store, TimeProvider time, LogWriterOptions options, Action<LogFault>? onFault)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(5);

    private readonly LogFileSequence _files = new(options.Instance, options.MaxAppendsPerObject);
    private volatile bool _isFailing;

    /// <summary>Whether the last append failed.</summary>
    public bool IsFailing => _isFailing;

    /// <param name="batch">The batch; its buffers are completed.</param>
    /// <param name="giveUp">Ends the trying.</param>
    /// <returns>The records that were given up.</returns>
    public async Task<long> StoreAsync(LogBatch batch, CancellationToken giveUp)
    {
        long dropped = 0;
        foreach (var (key, buffer) in batch.Buffers)
        {
            bool isStored = await StoreAsync(key, buffer.Bytes, giveUp).ConfigureAwait(false);
            (isStored ? LogMeter.Stored : LogMeter.Dropped).Add(buffer.Records, LogMeter.Tag(key.Kind));
            dropped += isStored ? 0 : buffer.Records;
            buffer.Complete(isStored);
        }

        batch.Settle();
        return dropped;
    }

    private async Task<bool> StoreAsync(LogKey key, ReadOnlyMemory<byte> lines, CancellationToken giveUp)
    {
        while (!lines.IsEmpty)
        {
            int length = LengthOfAppend(lines.Span);
            if (!await AppendAsync(key, lines[..length], giveUp).ConfigureAwait(false))
            {
                return false;
            }

            lines = lines[length..];
        }

        return true;
    }

    private async Task<bool> AppendAsync(LogKey key, ReadOnlyMemory<byte> lines, CancellationToken giveUp)
    {
        var delay = FirstRetry;
        while (true)
        {
            try
            {
                await store.AppendAsync(_files.Next(key), lines, giveUp).ConfigureAwait(false);
                _isFailing = false;
                return true;
            }
            catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
            {
                return false;
            }
            catch (Exception e)
            {
                // Whatever the adapter throws: the records are kept and tried again, which may write lines twice. Readers drop the second.
                _isFailing = true;
                LogMeter.FailedAppends.Add(1, LogMeter.Tag(key.Kind));
                onFault?.Invoke(new LogFault(0, e));
            }

            try
            {
                await Task.Delay(delay, time, giveUp).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return false;
            }

            delay = delay * 2 < LastRetry ? delay * 2 : LastRetry;
        }
    }

    private int LengthOfAppend(ReadOnlySpan<byte> lines)
    {
        if (lines.Length <= options.MaxAppendBytes)
        {
            return lines.Length;
        }

        int last = lines[..options.MaxAppendBytes].LastIndexOf((byte)'\n');
        return 1 + (last >= 0 ? last : lines.IndexOf((byte)'\n'));
    }
}
