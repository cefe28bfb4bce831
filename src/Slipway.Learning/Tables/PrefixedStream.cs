namespace Slipway.Learning.Tables;

/// <summary>
/// A stream whose first bytes were already read, made whole again. Read-only, forward only; does not own the rest.
/// </summary>
/// <param name="prefix">The bytes that were read.</param>
/// <param name="rest">The stream behind them.</param>
public sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : Stream
{
    private ReadOnlyMemory<byte> _prefix = prefix;

    /// <summary>The last four bytes that were read, little-endian.</summary>
    public uint LastBytes { get; private set; }

    /// <summary>How many bytes were read.</summary>
    public long ReadBytes { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => Note(buffer, _prefix.IsEmpty ? rest.Read(buffer) : TakePrefix(buffer));

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = _prefix.IsEmpty
            ? await rest.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)
            : TakePrefix(buffer.Span);
        return Note(buffer.Span, count);
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Note(ReadOnlySpan<byte> buffer, int count)
    {
        ReadBytes += count;
        foreach (byte value in buffer[Math.Max(0, count - sizeof(uint))..count])
        {
            LastBytes = (LastBytes >> 8) | ((uint)value << 24);
        }

        return count;
    }

    private int TakePrefix(Span<byte> buffer)
    {
        int taken = Math.Min(buffer.Length, _prefix.Length);
        _prefix.Span[..taken].CopyTo(buffer);
        _prefix = _prefix[taken..];
        return taken;
    }
}
