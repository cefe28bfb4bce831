using System.Buffers;
using Slipway.Storage;

namespace Slipway.PredictionLog;

/// <summary>Reads the lines of a log object one after the other, in memory that only the longest line makes grow.</summary>
internal sealed class LogLines(IObjectStore store) : IDisposable
{
    private const int FirstSize = 64 * 1024;
    private const int MaxLineBytes = 64 * 1024 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
    private Stream? _stream;
    private int _start;
    private int _end;
    private int _lineStart;
    private int _lineEnd;

    /// <summary>The current line, without its line feed. Valid until the next read.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_lineStart, _lineEnd - _lineStart);

    /// <summary>Whether the object ended with a line without a line feed; known when its lines are read.</summary>
    public bool IsTorn { get; private set; }

    public Task OpenAsync(ObjectPath path, CancellationToken cancellationToken) => OpenAsync(path, 0, cancellationToken);

    /// <summary>Opens an object from the start of a line on.</summary>
    public async Task OpenAsync(ObjectPath path, long offsetInBytes, CancellationToken cancellationToken)
    {
        (_start, _end, IsTorn) = (0, 0, false);
        if (_stream is not null)
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
        }

        _stream = await store.OpenReadAsync(path, offsetInBytes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes to the next whole line.</summary>
    /// <returns>Whether there is one.</returns>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) =>
        TryTake(_start) ? new(true) : _stream is null ? new(false) : FillAndReadAsync(cancellationToken);

    public void Dispose()
    {
        _stream?.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private async ValueTask<bool> FillAndReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            MakeRoom();
            int searched = _end;
            int read = await _stream!.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _end += read;
            if (read == 0)
            {
                IsTorn = _end > _start;
                return false;
            }

            if (TryTake(searched))
            {
                return true;
            }
        }
    }

    private bool TryTake(int searchFrom)
    {
        int found = _buffer.AsSpan(searchFrom, _end - searchFrom).IndexOf((byte)'\n');
        if (found < 0)
        {
            return false;
        }

        (_lineStart, _lineEnd) = (_start, searchFrom + found);
        _start = _lineEnd + 1;
        return true;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end < _buffer.Length)
        {
            return;
        }

        if (_buffer.Length >= MaxLineBytes)
        {
            throw new InvalidDataException(
                $"A log has a line of more than {MaxLineBytes} bytes, which Slipway does not write. Restore it from a backup.");
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
