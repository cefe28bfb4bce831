using System.IO.Pipelines;

namespace Slipway.Web.Limits;

/// <summary>
/// Ends the reading of a body that arrives too slowly. The web server would do so once a second, for all that are due at once; a thousand
/// of them keep others waiting for long. Here each has its own moment.
/// </summary>
internal sealed class BodyPatience : IDisposable
{
    private readonly PipeReader _reader;
    private readonly TimeProvider _time;
    private readonly TimeSpan _grace;
    private readonly long _start;
    private readonly int _minBytesPerSecond;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private long _bytes;
    private bool _isOver;

    /// <param name="reader">The body as it arrives.</param>
    /// <param name="limits">How slow is too slow.</param>
    /// <param name="time">The clock.</param>
    /// <param name="start">When the body was begun.</param>
    public BodyPatience(PipeReader reader, ServerLimits limits, TimeProvider time, long start)
    {
        (_reader, _time, _start, _minBytesPerSecond) = (reader, time, start, limits.MinBytesPerSecond);
        _grace = limits.SlowGrace * (1 + Spread(start));
        _timer = time.CreateTimer(static state => ((BodyPatience)state!).Look(), this, _grace, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether the reading was ended.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Says how much has arrived so far.</summary>
    public void Report(long bytes) => Volatile.Write(ref _bytes, bytes);

    /// <summary>After this the reader is left alone: it is the one of the next request too.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
        }

        _timer.Dispose();
    }

    /// <summary>Between 0 and 1, evenly for clients that come at the same time. Nothing depends on its being hard to guess.</summary>
    private static double Spread(long timestamp) => (((ulong)timestamp * 0x9E3779B97F4A7C15) >> 11) * (1.0 / (1UL << 53));

    private void Look()
    {
        var allowed = _grace + TimeSpan.FromSeconds((double)Volatile.Read(ref _bytes) / _minBytesPerSecond);
        var left = allowed - _time.GetElapsedTime(_start);
        if (left > TimeSpan.Zero)
        {
            _timer.Change(left, Timeout.InfiniteTimeSpan);
            return;
        }

        lock (_gate)
        {
            if (!_isOver)
            {
                HasEnded = true;
                _reader.CancelPendingRead();
            }
        }
    }
}
