using System.Collections.Concurrent;
using Slipway.Learning.Results;

namespace Slipway.Learning.Tables;

/// <summary>
/// Cuts a CSV into blocks of whole records, fast enough to feed several threads that read the fields with <see cref="CsvReader"/>. Memory
/// does not grow with the file. <see cref="Return"/> may be called from any thread, all else from one at a time.
/// </summary>
public sealed class CsvBlockReader : IDisposable
{
    /// <summary>The size of a block, in bytes; one with a longer record is larger.</summary>
    public const int BlockBytes = 512 * 1024;

    private readonly CsvOptions _options;
    private readonly ExpandingStream _stream;
    private readonly ConcurrentBag<CsvBlock> _free = [];
    private readonly CsvScanner _scanner;
    private CsvBlock? _next;
    private int _blockBytes = BlockBytes;
    private int _filled;
    private long _position;
    private long _lineNumber;
    private long _index;

    private CsvBlockReader(ExpandingStream stream, CsvOptions options, CsvHeaderRecord header)
    {
        (_stream, _options, Header, _position, _lineNumber) = (stream, options, header, header.RowsOffset, header.RowsLineNumber);
        _scanner = new CsvScanner((byte)header.Separator, options.MaxColumns);
    }

    /// <summary>What the header says.</summary>
    public CsvHeaderRecord Header { get; }

    /// <summary>Where the next block starts in the (decompressed) content, in bytes.</summary>
    public long Position => _position;

    /// <summary>The number of the line that the next block starts with, 1-based.</summary>
    public long LineNumber => _lineNumber;

    /// <summary>How many bytes were taken from the stream, compressed where it is.</summary>
    public long ReadBytes => _stream.ReadBytes;

    /// <summary>Whether the file is gzip.</summary>
    public bool IsCompressed => _stream.IsCompressed;

    /// <summary>Why the stream could not be read to its end; <see langword="null"/> while it could.</summary>
    public Problem? Failure { get; private set; }

    /// <summary>Starts to read a file: takes the header, or all of its problems. The stream stays the caller's.</summary>
    /// <param name="stream">UTF-8 text, plain or gzip; need not seek.</param>
    /// <param name="options">Limits, and the separator if known. A record longer than the limit is cut as <see cref="CsvReader"/> does.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    public static async Task<Result<CsvBlockReader>> OpenAsync(Stream stream, CsvOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var source = new ExpandingStream(stream, options, isInTheMiddle: false);
        var block = new CsvBlock(Math.Max(BlockBytes, Math.Min(options.MaxRecordBytes, BlockBytes * 2)));
        int filled = await FillAsync(source, block, 0, cancellationToken).ConfigureAwait(false);
        if (source.Failure is { } failure)
            return failure;

        if (block.Buffer.AsSpan(0, filled) is [0x1F, 0x8B, ..])
            return CsvProblems.Encoding(options, "is compressed twice");

        var header = ReadHeader(block, filled, source.IsAtEnd, options);
        return header.TryGetValue(out var found)
            ? new CsvBlockReader(source, options, found).StartWith(block, filled)
            : Result<CsvBlockReader>.Failure(header.Problems);
    }

    /// <summary>Goes on where another reader of the same plain (not compressed) file was.</summary>
    /// <param name="stream">The file from that place on.</param>
    /// <param name="options">As the other reader's.</param>
    /// <param name="header">As the other reader's, with the place: <see cref="CsvHeaderRecord.RowsOffset"/>, <see cref="CsvHeaderRecord.RowsLineNumber"/>.</param>
    public static CsvBlockReader Continue(Stream stream, CsvOptions options, CsvHeaderRecord header)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(header);
        return new CsvBlockReader(new ExpandingStream(stream, options, isInTheMiddle: true), options, header);
    }

    /// <summary>Makes the blocks that come smaller.</summary>
    /// <param name="bytes">About how large they are, at most <see cref="BlockBytes"/>.</param>
    public void LimitBlocksTo(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        _blockBytes = Math.Min(bytes, BlockBytes);
    }

    /// <summary>Gives the next block; <see langword="null"/> behind the last, or when the rest cannot be read: see <see cref="Failure"/>.</summary>
    public async ValueTask<CsvBlock?> ReadAsync(CancellationToken cancellationToken)
    {
        var block = _next ?? Rent();
        (_next, int filled) = (null, _filled);
        while (true)
        {
            filled = await FillAsync(_stream, block, filled, cancellationToken).ConfigureAwait(false);
            Failure = _stream.Failure;

            if (Failure is not null || filled == block.Start)
                return null;

            int cut = Cut(block, filled);
            if (cut > block.Start)
                return Take(block, cut, filled);

            if (filled - block.Start > (2L * _options.MaxRecordBytes) + BlockBytes)
            {
                Failure = CsvProblems.NoLineEnd(_options, filled - block.Start);
                return null;
            }

            Grow(block);
        }
    }

    /// <summary>Gives a block back, to be used again.</summary>
    public void Return(CsvBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);

        // One that grew for a long record is let go, or such records would drive memory up.
        if (BlockEnd(block) == BlockBytes)
            _free.Add(block);
    }

    /// <summary>Lets go of what decompresses. The stream stays open.</summary>
    public void Dispose() => _stream.Dispose();

    private static Result<CsvHeaderRecord> ReadHeader(CsvBlock block, int filled, bool isAtEnd, CsvOptions options)
    {
        var opened = CsvReader.Open(new MemoryStream(block.Buffer, 0, filled, writable: false), options);
        if (!opened.TryGetValue(out var reader))
            return Result<CsvHeaderRecord>.Failure(opened.Problems);

        using (reader)
        {
            byte[] raw = reader.RawRecord.ToArray();
            bool hasRows = reader.Read();
            if (!hasRows && !isAtEnd)
                return CsvProblems.NoLineEnd(options, filled);

            return new CsvHeaderRecord(
                reader.Header,
                raw,
                reader.Separator,
                hasRows ? reader.RecordOffset : filled,
                hasRows ? reader.LineNumber : options.FirstLineNumber + block.Buffer.AsSpan(0, filled).Count((byte)'\n'));
        }
    }

    private static int BlockEnd(CsvBlock block) => block.Buffer.Length - CsvBuffer.Padding;

    private static async ValueTask<int> FillAsync(ExpandingStream source, CsvBlock block, int filled, CancellationToken cancellationToken)
    {
        int count;
        while (filled < BlockEnd(block)
            && (count = await source.ReadAsync(block.Buffer.AsMemory(filled, BlockEnd(block) - filled), cancellationToken).ConfigureAwait(false)) > 0)
        {
            filled += count;
        }

        return filled;
    }

    private CsvBlockReader StartWith(CsvBlock block, int filled)
    {
        block.Start = (int)Header.RowsOffset;
        (_next, _filled) = (block, filled);
        return this;
    }

    private CsvBlock Rent()
    {
        var block = _free.TryTake(out var free) ? free : new CsvBlock(BlockBytes);
        _filled = 0;
        (block.Start, block.Length) = (0, 0);
        return block;
    }

    private CsvBlock Take(CsvBlock block, int cut, int filled)
    {
        var content = block.Buffer.AsSpan(block.Start, cut - block.Start);
        block.Length = content.Length;
        (block.Index, block.FirstLineNumber, block.Offset) = (_index++, _lineNumber, _position);
        _lineNumber += content.Count((byte)'\n');
        _position += content.Length;
        _next = Rent();
        if (filled - cut > BlockEnd(_next))
            _next.Buffer = new byte[filled - cut + CsvBuffer.Padding];

        block.Buffer.AsSpan(cut, filled - cut).CopyTo(_next.Buffer);
        _filled = filled - cut;
        return block;
    }

    private static void Grow(CsvBlock block)
    {
        byte[] larger = new byte[(block.Buffer.Length * 2) - CsvBuffer.Padding];
        block.Buffer.AsSpan(0, BlockEnd(block)).CopyTo(larger);
        block.Buffer = larger;
    }

    /// <summary>The end of the last record that the buffer holds whole within the size of a block, or of the first; the start where there is none.</summary>
    private int Cut(CsvBlock block, int filled)
    {
        var content = block.Buffer.AsSpan(block.Start, filled - block.Start);
        int size = Math.Min(content.Length, _blockBytes);
        if (_stream.IsAtEnd && content.Length <= _blockBytes)
            return filled;

        if (content.Contains((byte)'"'))
            return CutAmongQuotes(block, filled);

        int last = content[..size].LastIndexOf((byte)'\n');
        if (last < 0)
        {
            int next = content[size..].IndexOf((byte)'\n');
            return next >= 0 ? block.Start + size + next + 1 : _stream.IsAtEnd ? filled : block.Start;
        }

        return block.Start + last + 1;
    }

    private int CutAmongQuotes(CsvBlock block, int filled)
    {
        int cut = block.Start;
        while (cut < filled)
        {
            int next = NextRecord(block.Buffer, cut, filled);
            if (next < 0)
                return _stream.IsAtEnd && cut == block.Start ? filled : cut;

            if (next - block.Start > _blockBytes && cut > block.Start)
                return cut;

            cut = next;
        }

        return cut;
    }

    /// <summary>The end of a record by the rules of <see cref="CsvReader"/>; -1 when it is not there.</summary>
    private int NextRecord(byte[] buffer, int start, int filled)
    {
        int limit = (int)Math.Min(filled, (long)start + _options.MaxRecordBytes + 1);
        int next = _scanner.Scan(buffer, start, limit);
        if (next >= 0 || limit - start <= _options.MaxRecordBytes)
            return next;

        int found = buffer.AsSpan(limit - 1, filled - limit + 1).IndexOf((byte)'\n');
        return found < 0 ? -1 : limit + found;
    }
}
