using System.Threading.RateLimiting;

namespace Slipway.Web.Limits;

/// <summary>
/// The body of a request within the limits of the server. A prediction waits for its turn where its body ends: a client that sends
/// slowly takes nobody's turn.
/// </summary>
internal sealed class LimitedBody : Stream
{
    private readonly Stream _inner;
    private readonly Workload _workload;
    private readonly BodyRules _rules;
    private readonly long _start;
    private RateLimitLease? _turn;
    private long _bytes;
    private bool _hasEnded;

    /// <param name="inner">The body, decompressed.</param>
    /// <param name="workload">What the server is at.</param>
    /// <param name="rules">The limits.</param>
    public LimitedBody(Stream inner, Workload workload, BodyRules rules)
    {
        (_inner, _workload, _rules) = (inner, workload, rules);
        _start = rules.Time.GetTimestamp();
    }

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
        int read;
        try
        {
            read = await _inner.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw new RefusedBodyException("request.encodingInvalid", "The body is not the gzip that its Content-Encoding announces.");
        }

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
        if (_bytes > _rules.MaxBytes)
        {
            throw new RefusedBodyException(
                "request.tooLarge", $"The body is larger than {_rules.MaxBytes} bytes. Send fewer rows at a time.");
        }

        // The web server sees to it that reads do not stall; this is for those that are steady and endless.
        if (_rules.Time.GetElapsedTime(_start) > _rules.Timeout)
        {
            throw new RefusedBodyException("request.timeout", "The body did not arrive in time. Send it again.");
        }

        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Gives the turn and the bytes back. Doing it again changes nothing.</summary>
    public void Release()
    {
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

    private async ValueTask EndAsync(int asked, CancellationToken cancellationToken)
    {
        if (asked == 0 || _hasEnded)
        {
            return;
        }

        _hasEnded = true;
        if (_rules.IsPrediction)
        {
            _turn = await _workload.TryEnterAsync(cancellationToken)
                ?? throw new RefusedBodyException("server.busy", "The server has more to predict than it can. Try again in a moment.");
        }
    }
}
