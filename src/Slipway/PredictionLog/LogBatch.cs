using Slipway.Serving;

namespace Slipway.PredictionLog;

/// <summary>All lines that go to the store together.</summary>
internal sealed class LogBatch(SlotPool<byte[]> spares)
{
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LogKey _lastKey;
    private LineBuffer? _last;

    public Dictionary<LogKey, LineBuffer> Buffers { get; } = [];

    public int Bytes { get; private set; }

    public bool IsEmpty => Bytes == 0;

    /// <summary>Completes when each line is stored or given up.</summary>
    public Task Settled => _settled.Task;

    public LineBuffer Add(LogKey key, ReadOnlySpan<byte> lines, int records)
    {
        // Almost always the model and hour are those of the line before.
        if (_last is null || key != _lastKey)
        {
            if (!Buffers.TryGetValue(key, out _last))
            {
                Buffers.Add(key, _last = new LineBuffer(spares));
            }

            _lastKey = key;
        }

        _last.Add(lines, records);
        Bytes += lines.Length;
        return _last;
    }

    public void Settle() => _settled.TrySetResult();
}
