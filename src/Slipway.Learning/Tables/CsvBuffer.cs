using System.Buffers;
using System.IO.Compression;
using System.Text;
using Slipway.Learning.Results;

namespace Slipway.Learning.Tables;

/// <summary>The bytes of a CSV that are in memory: a window that moves over the stream, decompressed where the stream is gzip.</summary>
internal sealed class CsvBuffer : IDisposable
{
    /// <summary>How many bytes behind <see cref="End"/> may be read (not used), so that vectors need no scalar tail.</summary>
    public const int Padding = 64;

    private const int InitialBytes = 128 * 1024;
    private readonly CsvOptions _options;
    private Stream _stream;
    private PrefixedStream? _compressed;
    private GZipStream? _gzip;
    private bool _isFirstFill;
    private int _suspectEnd;

    public CsvBuffer(Stream stream, CsvOptions options)
    {
        (_stream, _options, _isFirstFill) = (stream, options, options.Header is null);
        Bytes = ArrayPool<byte>.Shared.Rent(InitialBytes + Padding);
    }

    public byte[] Bytes { get; private set; }

    /// <summary>Where the unread bytes start.</summary>
    public int Start { get; set; }

    /// <summary>Where the unread bytes end, exclusive.</summary>
    public int End { get; private set; }

    /// <summary>Whether the stream has no more bytes than these, or failed.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Why the content cannot be read to its end.</summary>
    public Problem? Failure { get; private set; }

    /// <summary>The place of <c>Bytes[0]</c> in the decompressed content, 0-based.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether bytes from here on may be NUL or not ASCII.</summary>
    public bool IsSuspect(int start) => start < _suspectEnd;

    /// <summary>Reads until the buffer is full or the stream ends, so that a record is scanned again only when the buffer doubled.</summary>
    public void Fill()
    {
        do
        {
            MakeRoom();
            while (!IsAtEnd && Free.Length > 0)
            {
                try
                {
                    Take(_stream.Read(Free.Span));
                }
                catch (InvalidDataException) when (_gzip is not null)
                {
                    FailGzip();
                }
            }
        }
        while (TryStartGzip());
    }

    /// <inheritdoc cref="Fill"/>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        do
        {
            MakeRoom();
            while (!IsAtEnd && Free.Length > 0)
            {
                try
                {
                    Take(await _stream.ReadAsync(Free, cancellationToken).ConfigureAwait(false));
                }
                catch (InvalidDataException) when (_gzip is not null)
                {
                    FailGzip();
                }
            }
        }
        while (TryStartGzip());
    }

    public void Dispose()
    {
        _gzip?.Dispose();
        ArrayPool<byte>.Shared.Return(Bytes);
        Bytes = [];
        (Start, End, IsAtEnd) = (0, 0, true);
    }

    private Memory<byte> Free => Bytes.AsMemory(End, Bytes.Length - Padding - End);

    private void MakeRoom()
    {
        int kept = End - Start;
        if (Start == 0 && Free.Length == 0)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Bytes.Length * 2);
            Bytes.AsSpan(0, End).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(Bytes);
            Bytes = larger;
        }
        else if (Start > 0)
        {
            Bytes.AsSpan(Start, kept).CopyTo(Bytes);
            Offset += Start;
            _suspectEnd = Math.Max(0, _suspectEnd - Start);
            (Start, End) = (0, kept);
        }
    }

    private void Take(int count)
    {
        if (count == 0)
        {
            IsAtEnd = true;

            // The runtime takes the end of cut gzip data for a regular one; the length that the data ends with tells them apart.
            if (_compressed is not null && _compressed.LastBytes != (uint)(Offset + End))
                FailGzip();

            return;
        }

        // A gzip stream is measured by what comes out of it, so its compressed head does not count.
        bool isCompressedHead = _isFirstFill && Bytes[0] == 0x1F && (End + count < 2 || Bytes[1] == 0x8B);
        if (!isCompressedHead && _options.MaxContentBytes is { } max && Offset + End + count > max)
        {
            count = (int)(max - Offset - End);
            IsAtEnd = true;
            Failure = CsvProblems.TooLarge(_options, max);
        }

        var taken = Bytes.AsSpan(End, count);
        End += count;
        if (!Ascii.IsValid(taken) || taken.Contains((byte)0))
            _suspectEnd = End;
    }

    private bool TryStartGzip()
    {
        if (!_isFirstFill)
            return false;

        _isFirstFill = false;
        if (End < 2 || Bytes[0] != 0x1F || Bytes[1] != 0x8B)
            return false;

        _compressed = new PrefixedStream(Bytes.AsSpan(0, End).ToArray(), _stream);
        _gzip = new GZipStream(_compressed, CompressionMode.Decompress);
        _stream = _gzip;
        (End, _suspectEnd, IsAtEnd) = (0, 0, false);
        return true;
    }

    private void FailGzip()
    {
        IsAtEnd = true;
        Failure = CsvProblems.Gzip(_options);
    }
}
