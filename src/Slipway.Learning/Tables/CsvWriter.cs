using System.Buffers;
using System.Globalization;
using System.Text;

namespace Slipway.Learning.Tables;

/// <summary>
/// Writes a CSV (RFC 4180, UTF-8, LF) to a stream. Fields are quoted only where they must be. Bytes gather in a buffer until it is
/// flushed: <see cref="EndRecord"/> and <see cref="EndRecordAsync"/> do so when it is large. Not safe for use by several threads.
/// </summary>
public sealed class CsvWriter : IDisposable
{
    private const int FlushBytes = 64 * 1024;
    private const int LongestNumber = 32;
    private readonly Stream _stream;
    private readonly CsvWriterOptions _options;
    private readonly SearchValues<byte> _quoted;
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushBytes * 2);
    private int _fieldCount;
    private bool _isBlank = true;

    /// <summary>Starts to write. The stream stays the caller's.</summary>
    /// <exception cref="ArgumentException">The separator is not an ASCII character, or is a quote, CR, LF or NUL.</exception>
    public CsvWriter(Stream stream, CsvWriterOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        CsvOptions.ValidateSeparator(options.Separator, nameof(options));
        (_stream, _options) = (stream, options);
        _quoted = SearchValues.Create([(byte)options.Separator, (byte)'"', (byte)'\r', (byte)'\n']);
    }

    /// <summary>Writes a text.</summary>
    public void WriteField(ReadOnlySpan<char> text)
    {
        byte[] utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        WriteField(utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8)));
        ArrayPool<byte>.Shared.Return(utf8);
    }

    /// <summary>Writes a text.</summary>
    /// <param name="utf8">The text in UTF-8; not checked.</param>
    public void WriteField(ReadOnlySpan<byte> utf8)
    {
        StartField();
        bool isFormula = _options.NeutralizeFormulas && IsFormula(utf8);
        _isBlank &= utf8.IsEmpty;

        // A reader would take these bytes at the start of a file for a byte order mark.
        if (utf8.ContainsAny(_quoted) || utf8.StartsWith("\uFEFF"u8))
        {
            WriteQuoted(utf8, isFormula);
            return;
        }

        if (isFormula)
            _buffer.Write("'"u8);

        _buffer.Write(utf8);
    }

    /// <summary>Writes a number as the shortest text that reads back as the same double; NaN, the missing number, as an empty field.</summary>
    public void WriteField(double value)
    {
        StartField();
        if (double.IsNaN(value))
            return;

        _isBlank = false;
        value.TryFormat(_buffer.GetSpan(LongestNumber), out int written, default, CultureInfo.InvariantCulture);
        _buffer.Advance(written);
    }

    /// <summary>Writes a whole number.</summary>
    public void WriteField(long value)
    {
        StartField();
        _isBlank = false;
        value.TryFormat(_buffer.GetSpan(LongestNumber), out int written, default, CultureInfo.InvariantCulture);
        _buffer.Advance(written);
    }

    /// <summary>Ends the record, and flushes when much is buffered.</summary>
    public void EndRecord()
    {
        EndLine();
        if (_buffer.WrittenCount >= FlushBytes)
            Flush();
    }

    /// <inheritdoc cref="EndRecord"/>
    public ValueTask EndRecordAsync(CancellationToken cancellationToken)
    {
        EndLine();
        return _buffer.WrittenCount >= FlushBytes ? new(FlushAsync(cancellationToken)) : default;
    }

    /// <summary>Hands what is buffered to the stream, and flushes that.</summary>
    public void Flush()
    {
        _stream.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        _stream.Flush();
    }

    /// <inheritdoc cref="Flush"/>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(_buffer.WrittenMemory, cancellationToken).ConfigureAwait(false);
        _buffer.ResetWrittenCount();
        await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Flushes what is still buffered; after <see cref="FlushAsync"/> that is nothing. The stream stays open.</summary>
    public void Dispose()
    {
        if (_buffer.WrittenCount > 0)
            Flush();
    }

    private static bool IsFormula(ReadOnlySpan<byte> utf8) =>
        !utf8.IsEmpty && utf8[0] is (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r'
        && !ValueParser.TryParseNumber(utf8, out _);

    private void StartField()
    {
        if (_fieldCount++ > 0)
            _buffer.Write([(byte)_options.Separator]);
    }

    private void EndLine()
    {
        // Readers skip blank lines, so a record of one empty field needs its quotes.
        if (_fieldCount == 1 && _isBlank)
            _buffer.Write("\"\""u8);

        _buffer.Write("\n"u8);
        (_fieldCount, _isBlank) = (0, true);
    }

    private void WriteQuoted(ReadOnlySpan<byte> utf8, bool isFormula)
    {
        _buffer.Write(isFormula ? "\"'"u8 : "\""u8);
        int quote;
        while ((quote = utf8.IndexOf((byte)'"')) >= 0)
        {
            _buffer.Write(utf8[..(quote + 1)]);
            _buffer.Write("\""u8);
            utf8 = utf8[(quote + 1)..];
        }

        _buffer.Write(utf8);
        _buffer.Write("\""u8);
    }
}
