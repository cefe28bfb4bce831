using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using Slipway.Learning.Results;

namespace Slipway.Learning.Tables;

/// <summary>
/// Reads the records of a CSV (RFC 4180, UTF-8) from a stream, in memory that does not grow with the file. A field is a span of UTF-8
/// bytes in a pooled buffer: reading allocates nothing a record. Not safe for use by several threads.
/// </summary>
/// <remarks>
/// <para>
/// A record ends with LF or CRLF, the last one also at the end of the file; a CR elsewhere is part of its field. Blank lines are skipped,
/// a byte order mark too, and gzip (of one member) is recognised by its first bytes. A quote opens a quoted field only as the first byte of the field,
/// elsewhere it stands for itself. Fields are not trimmed; names of the header are.
/// </para>
/// <para>
/// A malformed record is a record like any other, with <see cref="Problem"/> set, and reading goes on behind it. A record longer than
/// <see cref="CsvOptions.MaxRecordBytes"/> ends at the first LF at or behind the limit, whether or not that LF is inside quotes; only
/// that many of its first bytes are kept.
/// </para>
/// <para>After the last record, <see cref="Failure"/> tells whether the stream was read to its end or could not be.</para>
/// </remarks>
public sealed class CsvReader : IDisposable
{
    private readonly CsvOptions _options;
    private readonly CsvBuffer _buffer;
    private CsvScanner _scanner;
    private byte[] _unescaped = [];
    private byte[] _longRecordHead = [];
    private string[] _header = [];
    private long _nextLineNumber;
    private int _recordStart;
    private bool _isLongRecord;
    private bool _isSkipping;

    private CsvReader(Stream stream, CsvOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options.Validate();
        (_options, _nextLineNumber) = (options, options.FirstLineNumber);
        _buffer = new CsvBuffer(stream, options);
        _scanner = new CsvScanner((byte)',', options.MaxColumns);
    }

    private enum Step
    {
        Record,
        End,
        NeedsBytes,
    }

    /// <summary>The names of the columns, trimmed.</summary>
    public IReadOnlyList<string> Header => _header;

    /// <summary>The separator, given or detected.</summary>
    public char Separator { get; private set; }

    /// <summary>Why the current record is malformed; <see langword="null"/> when it is well formed and has a field for each column.</summary>
    public RowProblem? Problem { get; private set; }

    /// <summary>Why the stream could not be read to its end; <see langword="null"/> while it could.</summary>
    public Problem? Failure => _buffer.Failure;

    /// <summary>The line that the current record starts on, 1-based.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Where the current record starts in the (decompressed) content, in bytes.</summary>
    public long RecordOffset { get; private set; }

    /// <summary>
    /// The bytes of the current record as they stand in the file, without the line end; of a record that is too long only the first
    /// <see cref="CsvOptions.MaxRecordBytes"/>. Valid until the next read.
    /// </summary>
    public ReadOnlySpan<byte> RawRecord => _isLongRecord ? _longRecordHead : _buffer.Bytes.AsSpan(_recordStart, _scanner.ContentEnd - _recordStart);

    /// <summary>A field of the current record, unquoted. Valid until the next read.</summary>
    /// <param name="index">The column, 0-based. Only well-formed records have fields.</param>
    public ReadOnlySpan<byte> this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_header.Length);
            return Slice(_scanner.Field(index));
        }
    }

    /// <summary>Reads fields of the current record as <see cref="ValueParser.TryParseNumber"/> does, all at once and faster.</summary>
    /// <param name="wanted">For each column a negative number if it is not to be read.</param>
    /// <param name="values">
    /// Gets the number of each column that is read; NaN where the field is no number, or holds doubled quotes. At least one a column. Only
    /// well-formed records have fields.
    /// </param>
    public void ReadNumbers(ReadOnlySpan<int> wanted, Span<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(wanted.Length, _header.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Length, wanted.Length);
        NumberFields.Read(_buffer.Bytes, _scanner.Fields, wanted, values);
    }

    /// <summary>Starts to read: takes the header, or all of its problems. The stream stays the caller's.</summary>
    /// <param name="stream">UTF-8 text, plain or gzip; need not seek.</param>
    /// <param name="options">Limits, and the separator if known.</param>
    /// <exception cref="ArgumentException">The options contradict each other or are out of range.</exception>
    public static Result<CsvReader> Open(Stream stream, CsvOptions options)
    {
        var reader = new CsvReader(stream, options);
        try
        {
            reader._buffer.Fill();
            return reader.Start() ?? reader.TakeHeader(reader.Read());
        }
        finally
        {
            reader.DisposeUnlessOpen();
        }
    }

    /// <inheritdoc cref="Open"/>
    public static async Task<Result<CsvReader>> OpenAsync(Stream stream, CsvOptions options, CancellationToken cancellationToken)
    {
        var reader = new CsvReader(stream, options);
        try
        {
            await reader._buffer.FillAsync(cancellationToken).ConfigureAwait(false);
            return reader.Start() ?? reader.TakeHeader(await reader.ReadAsync(cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            reader.DisposeUnlessOpen();
        }
    }

    /// <summary>Goes to the next record.</summary>
    /// <returns>Whether there is one; when not, see <see cref="Failure"/>.</returns>
    public bool Read()
    {
        Step step;
        while ((step = Advance()) == Step.NeedsBytes)
        {
            _buffer.Fill();
        }

        return step == Step.Record;
    }

    /// <inheritdoc cref="Read"/>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var step = Advance();
        return step == Step.NeedsBytes ? FillAndReadAsync(cancellationToken) : new(step == Step.Record);
    }

    /// <summary>Gives the buffers back. The stream stays open.</summary>
    public void Dispose()
    {
        _buffer.Dispose();
        ArrayPool<byte>.Shared.Return(_unescaped);
        _unescaped = [];
    }

    private async ValueTask<bool> FillAndReadAsync(CancellationToken cancellationToken)
    {
        Step step;
        do
        {
            await _buffer.FillAsync(cancellationToken).ConfigureAwait(false);
        }
        while ((step = Advance()) == Step.NeedsBytes);

        return step == Step.Record;
    }

    /// <summary>Settles the separator; gives a result only when there is no header to read, or none that can be read.</summary>
    private Result<CsvReader>? Start()
    {
        if (_options.Header is { } given)
        {
            UseSeparator((byte)_options.Separator!.Value);
            return UseHeader([.. given]);
        }

        var bytes = _buffer.Bytes.AsSpan(0, _buffer.End);
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return CsvProblems.Encoding(_options, "is UTF-16 (by its byte order mark)");

        if (bytes.StartsWith("\uFEFF"u8))
            _buffer.Start = 3;

        UseSeparator((byte?)_options.Separator ?? CsvHeader.DetectSeparator(bytes[_buffer.Start..]));
        return null;
    }

    private Result<CsvReader> TakeHeader(bool isRead)
    {
        if (!isRead)
            return Failure ?? CsvProblems.EmptyFile(_options);

        if (Problem is { } problem)
        {
            return problem.Code is RowProblemCodes.Encoding or RowProblemCodes.NulByte
                ? CsvProblems.Encoding(_options, "has bytes in its header that are not UTF-8 text")
                : CsvProblems.MalformedHeader(_options, problem.Reason);
        }

        if (_scanner.FieldCount > _options.MaxColumns)
            return CsvProblems.TooManyColumns(_options, _scanner.FieldCount);

        var names = new string[_scanner.FieldCount];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = Encoding.UTF8.GetString(Slice(_scanner.Field(i))).Trim();
        }

        // Where every line ends with a CR alone, the whole file is one record.
        if (!_scanner.HasQuotes && Array.Exists(names, name => name.Contains('\r')))
            return CsvProblems.MalformedHeader(_options, "its line ends with a CR alone. Save the file with LF or CRLF behind every line.");

        return UseHeader(names);
    }

    private Result<CsvReader> UseHeader(string[] names)
    {
        var problems = CsvHeader.Check(names, _options);
        if (problems.Count > 0)
            return Result<CsvReader>.Failure(problems);

        _header = names;
        return this;
    }

    private void UseSeparator(byte separator)
    {
        Separator = (char)separator;
        _scanner = new CsvScanner(separator, _options.MaxColumns);
    }

    private void DisposeUnlessOpen()
    {
        if (_header.Length == 0)
            Dispose();
    }

    /// <summary>Goes on to the next record as far as the buffered bytes allow.</summary>
    private Step Advance()
    {
        if (_isSkipping)
            return SkipLongRecord();

        while (true)
        {
            int start = _buffer.Start;
            int end = _buffer.End;

            // A record is too long when its first MaxRecordBytes + 1 bytes hold no end of it, however many of them are in memory.
            int limit = (int)Math.Min(end, (long)start + _options.MaxRecordBytes + 1);
            int next = _scanner.Scan(_buffer.Bytes, start, limit);
            if (next < 0)
            {
                if (limit - start > _options.MaxRecordBytes)
                    return StartLongRecord();

                if (!_buffer.IsAtEnd)
                    return Step.NeedsBytes;

                if (start == end || _buffer.Failure is not null)
                    return Step.End;

                _scanner.CompleteAtEnd(_buffer.Bytes, start, end);
                next = end;
            }

            LineNumber = _nextLineNumber;
            _nextLineNumber++;
            _buffer.Start = next;
            if (_scanner.ContentEnd == start)
                continue;

            (_recordStart, _isLongRecord) = (start, false);
            RecordOffset = _buffer.Offset + start;
            if (_scanner.HasQuotes)
                _nextLineNumber += RawRecord.Count((byte)'\n');

            Problem = _scanner.FieldCount != _header.Length || _scanner.HasQuotes || _buffer.IsSuspect(start) ? FindProblem() : null;
            if (!_scanner.EscapedFields.IsEmpty && Problem is null)
                Unescape();

            return Step.Record;
        }
    }

    private RowProblem? FindProblem()
    {
        if (_scanner.IsQuoteOpen)
            return Malformed(RowProblemCodes.UnclosedQuote, "A quoted field is not closed before the end of the file; add the closing quote.");

        if (_buffer.IsSuspect(_recordStart) && RawRecord.Contains((byte)0))
            return Malformed(RowProblemCodes.NulByte, "The record holds a NUL byte; a CSV is text. Remove it.");

        if (_buffer.IsSuspect(_recordStart) && !Utf8.IsValid(RawRecord))
            return Malformed(RowProblemCodes.Encoding, "The record is not valid UTF-8; save the file as 'CSV UTF-8'.");

        if (_scanner.HasTextAfterQuote)
        {
            return Malformed(
                RowProblemCodes.TextAfterQuote, "Text follows the closing quote of a field; write a quote inside a quoted field twice.");
        }

        bool isHeader = _header.Length == 0;
        if (isHeader || _scanner.FieldCount == _header.Length)
            return null;

        return Malformed(
            RowProblemCodes.FieldCount, $"The record has {_scanner.FieldCount} fields, the header has {_header.Length}; they must agree. Quote a field that holds the separator.");
    }

    private RowProblem Malformed(string code, string reason) => new(LineNumber, code, reason);

    private void Unescape()
    {
        int length = RawRecord.Length;
        if (_unescaped.Length < length)
        {
            ArrayPool<byte>.Shared.Return(_unescaped);
            _unescaped = ArrayPool<byte>.Shared.Rent(length);
        }

        int written = 0;
        foreach (int index in _scanner.EscapedFields)
        {
            var rest = Slice(_scanner.Field(index));
            int start = written;
            int quote;
            while ((quote = rest.IndexOf((byte)'"')) >= 0)
            {
                rest[..(quote + 1)].CopyTo(_unescaped.AsSpan(written));
                written += quote + 1;
                rest = rest[(quote + 2)..];
            }

            rest.CopyTo(_unescaped.AsSpan(written));
            written += rest.Length;
            _scanner.Move(index, start, written);
        }
    }

    private Step StartLongRecord()
    {
        int start = _buffer.Start;
        (LineNumber, RecordOffset) = (_nextLineNumber, _buffer.Offset + start);
        Problem = Malformed(
            RowProblemCodes.TooLong,
            $"The record is longer than the limit of {_options.MaxRecordBytes} bytes; a quote that is never closed does that, too. Shorten it or close the quote.");
        var head = _buffer.Bytes.AsSpan(start, _options.MaxRecordBytes + 1);
        _longRecordHead = head[..^1].ToArray();
        bool isComplete = head[^1] == '\n';
        _nextLineNumber += head.Count((byte)'\n');
        _buffer.Start = start + head.Length;
        (_isLongRecord, _isSkipping) = (true, !isComplete);
        return isComplete ? Step.Record : SkipLongRecord();
    }

    private Step SkipLongRecord()
    {
        int found = _buffer.Bytes.AsSpan(_buffer.Start, _buffer.End - _buffer.Start).IndexOf((byte)'\n');
        _buffer.Start = found < 0 ? _buffer.End : _buffer.Start + found + 1;
        if (found < 0 && !_buffer.IsAtEnd)
            return Step.NeedsBytes;

        _nextLineNumber++;
        _isSkipping = false;
        return Step.Record;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> Slice(FieldRange field) => field.Start >= 0
        ? _buffer.Bytes.AsSpan(field.Start, field.End - field.Start)
        : _unescaped.AsSpan(~field.Start, field.End - ~field.Start);
}
