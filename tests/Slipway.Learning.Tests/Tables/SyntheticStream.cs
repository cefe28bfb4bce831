using System.Text;

namespace Slipway.Learning.Tests.Tables;

/// <summary>A head, then one byte many times, then a tail; none of it in memory.</summary>
internal sealed class SyntheticStream(string head, byte filler, long fillerCount, string tail) : Stream
{
    private readonly byte[] _head = Encoding.UTF8.GetBytes(head);
    private readonly byte[] _tail = Encoding.UTF8.GetBytes(tail);
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        int count;
        long tailStart = _head.Length + fillerCount;
        if (_position < _head.Length)
        {
            count = Math.Min(buffer.Length, _head.Length - (int)_position);
            _head.AsSpan((int)_position, count).CopyTo(buffer);
        }
        else if (_position < tailStart)
        {
            count = (int)Math.Min(buffer.Length, tailStart - _position);
            buffer[..count].Fill(filler);
        }
        else
        {
            int index = (int)(_position - tailStart);
            count = Math.Min(buffer.Length, _tail.Length - index);
            _tail.AsSpan(index, count).CopyTo(buffer);
        }

        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
