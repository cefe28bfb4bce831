using System.IO.Pipelines;
using System.Threading.RateLimiting;

namespace Slipway.Web.Limits;

/// <summary>
/// The body of a request within the limits of the server. A prediction waits for its turn where its body ends: a client that sends
/// slowly takes nobody's turn.
/// </summary>
internal sealed class LimitedBody : Stream
{
    // A read of more would unpack for long without a pause.
    private const int MaxRead = 256 * 1024;

    private readonly Stream _inner;
    private readonly PipeReader _raw;
    private readonly Workload _workload;
    private readonly BodyPace _pace;
    private readonly BodyRules _rules;
    private readonly long _start;
    private BodyPatience? _patience;
    private RateLimitLease? _turn;
    private long _bytes;
    private bool _hasEnded;

    /// <param name="inner">The body, decompressed.</param>
    /// <param name="raw">The body as it arrives.</param>
    /// <param name="workload">What the server is at.</param>
    /// <param name="pace">How fast large bodies are read.</param>
    /// <param name="rules">The limits.</param>
    public LimitedBody(Stream inner, PipeReader raw, Workload workload, BodyPace pace, BodyRules rules)
    {
        (_inner, _raw, _workload, _pace, _rules) = (inner, raw, workload, pace, rules);
        _start = rules.Time.GetTimestamp();
    }

    /// <summary>Whether the rest of the body is not worth waiting for.</summary>
    public bool IsGivenUp { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await ReadInnerAsync(buffer.Length > MaxRead ? buffer[..MaxRead] : buffer, cancellationToken);
        if (read == 0)
        {
            await EndAsync(buffer.Length, cancellationToken);
            return 0;
        }

        if (!_workload.TryTake(read))
        {
            throw new RefusedBodyException("server.busy", "The server is busy with other large requests. Try again in a moment.");
        }

        _bytes += read;
        _patience?.Report(_bytes);
        var options = _rules.Options;
        if (_bytes > options.MaxBodyBytes)
        {
            // Who sends such bodies one after the other is slowed down by this, and nobody else is.
            await Task.Delay(options.Limits.RefusalDelay, _rules.Time, cancellationToken);
            throw new RefusedBodyException(
                "request.tooLarge", $"The body is larger than {options.MaxBodyBytes} bytes. Send fewer rows at a time.");
        }

        // Reads that stall are ended by the patience; this is for those that are steady and endless.
        if (_rules.Time.GetElapsedTime(_start) > options.Limits.BodyTimeout)
        {
            throw TimedOut();
        }

        if (_bytes > BodyPace.FreeBytes && _pace.Take(read) is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, _rules.Time, cancellationToken);
        }

        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Gives the turn and the bytes back. Doing it again changes nothing.</summary>
    public void Release()
    {
        _patience?.Dispose();
        Interlocked.Exchange(ref _turn, null)?.Dispose();
        _workload.GiveBack(Interlocked.Exchange(ref _bytes, 0));
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Bodies are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private ValueTask<int> ReadInnerAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // Most bodies arrive with their headers, and are read at once.
        var reading = _inner.ReadAsync(buffer, cancellationToken);
        return reading.IsCompletedSuccessfully ? reading : AwaitAsync(reading);
    }

    private async ValueTask<int> AwaitAsync(ValueTask<int> reading)
    {
        _patience ??= new BodyPatience(_raw, _rules.Options.Limits, _rules.Time, _start);
        try
        {
            return await reading;
        }
        catch (InvalidDataException)
        {
            throw new RefusedBodyException("request.encodingInvalid", "The body is not what its Content-Encoding announces.");
        }
        catch (OperationCanceledException) when (_patience.HasEnded)
        {
            throw TimedOut();
        }
    }

    private RefusedBodyException TimedOut()
    {
        IsGivenUp = true;
        return new RefusedBodyException("request.timeout", "The body did not arrive in time. Send it again.");
    }

    private async ValueTask EndAsync(int asked, CancellationToken cancellationToken)
    {
        if (asked == 0 || _hasEnded)
        {
            return;
        }

        _hasEnded = true;
        _patience?.Dispose();
        if (_rules.IsPrediction)
        {
            _turn = await _workload.TryEnterAsync(cancellationToken)
                ?? throw new RefusedBodyException("server.busy", "The server has more to predict than it can. Try again in a moment.");
        }
    }
}
