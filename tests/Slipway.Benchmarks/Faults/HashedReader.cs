using System.Security.Cryptography;

namespace Slipway.Benchmarks.Faults;

/// <summary>Reads a stream once, forward, and hashes it on the way.</summary>
internal sealed class HashedReader(Stream stream) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[1 << 20];
    private int _start;
    private int _end;

    public long Position { get; private set; }

    public string Hash => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>The text up to the line end of that number, without it; null at the end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadLineAsync(int lineEnds)
    {
        while (true)
        {
            int index = FindEnd(lineEnds);
            if (index >= 0)
            {
                var line = _buffer.AsMemory(_start, index);
                Position += index + 1;
                _start += index + 1;
                return line;
            }

            if (!await FillAsync())
            {
                return _start == _end ? null : throw new InvalidDataException($"No line end at byte {Position}.");
            }
        }
    }

    public void Dispose() => _hash.Dispose();

    private int FindEnd(int lineEnds)
    {
        int found = -1;
        for (int i = 0; i < lineEnds; i++)
        {
            int next = _buffer.AsSpan(_start + found + 1, _end - _start - found - 1).IndexOf((byte)'\n');
            if (next < 0)
            {
                return -1;
            }

            found += next + 1;
        }

        return found;
    }

    private async ValueTask<bool> FillAsync()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        int read = await stream.ReadAsync(_buffer.AsMemory(_end));
        _hash.AppendData(_buffer, _end, read);
        _end += read;
        return read > 0;
    }
}
