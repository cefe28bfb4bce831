using System.IO.Compression;
using Slipway.Learning.Results;

namespace Slipway.Learning.Tables;

/// <summary>A file's content, decompressed where it is gzip. Damage and bombs end it with a failure. Does not own the stream.</summary>
internal sealed class ExpandingStream(Stream stream, CsvOptions options, bool isInTheMiddle) : IDisposable
{
    // Tables compress well, but not like this; a file of repeated rows may come near.
    private const long MaxExpansion = 400;
    private const long MinBombBytes = 64L * 1024 * 1024;

    private readonly byte[] _head = new byte[2];
    private Stream _source = stream;
    private PrefixedStream? _compressed;
    private GZipStream? _gzip;
    private int _headBytes;
    private bool _isStarted = isInTheMiddle;
    private long _expandedBytes;

    /// <summary>Why the content cannot be read to its end.</summary>
    public Problem? Failure { get; private set; }

    /// <summary>Whether there is nothing more to read, or it cannot be read.</summary>
    public bool IsAtEnd { get; private set; }

    public bool IsCompressed => _gzip is not null;

    /// <summary>How many bytes were taken from the stream, compressed where it is.</summary>
    public long ReadBytes => _compressed?.ReadBytes ?? _expandedBytes;

    /// <summary>Reads some bytes; 0 at the end and after a failure.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (IsAtEnd)
            return 0;

        if (!_isStarted)
            await StartAsync(cancellationToken).ConfigureAwait(false);

        try
        {
            return Check(await _source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
        }
        catch (InvalidDataException) when (_gzip is not null)
        {
            return Fail(CsvProblems.Gzip(options));
        }
    }

    public void Dispose() => _gzip?.Dispose();

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        _isStarted = true;
        _headBytes = await _source.ReadAtLeastAsync(_head, _head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        var prefixed = new PrefixedStream(_head.AsMemory(0, _headBytes), _source);
        if (_headBytes == 2 && _head[0] == 0x1F && _head[1] == 0x8B)
        {
            _compressed = prefixed;
            _gzip = new GZipStream(_compressed, CompressionMode.Decompress);
        }

        _source = (Stream?)_gzip ?? prefixed;
    }

    private int Check(int count)
    {
        _expandedBytes += count;
        if (options.MaxContentBytes is { } max && _expandedBytes > max)
            return Fail(CsvProblems.TooLarge(options, max));

        if (_gzip is not null && _expandedBytes > MinBombBytes && _expandedBytes / MaxExpansion > _compressed!.ReadBytes)
            return Fail(CsvProblems.GzipBomb(options, MinBombBytes));

        if (count > 0)
            return count;

        // The runtime takes the end of cut gzip data for a regular one; the length that the data ends with tells them apart.
        if (_compressed is not null && _compressed.LastBytes != (uint)_expandedBytes)
            return Fail(CsvProblems.Gzip(options));

        IsAtEnd = true;
        return 0;
    }

    private int Fail(Problem failure)
    {
        (Failure, IsAtEnd) = (failure, true);
        return 0;
    }
}
