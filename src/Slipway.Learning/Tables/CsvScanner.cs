using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Slipway.Learning.Tables;

/// <summary>Finds the fields of one record in a buffer. All positions are indexes into that buffer.</summary>
internal sealed class CsvScanner(byte separator, int maxColumns)
{
    private const byte Quote = (byte)'"';
    private const byte LineFeed = (byte)'\n';
    private const byte CarriageReturn = (byte)'\r';
    private FieldRange[] _fields = new FieldRange[64];
    private int[] _escapedFields = [];
    private int _escapedCount;
    private int _fieldStart;
    private int _closedQuoteEnd;

    /// <summary>The fields of the record; those beyond the largest number of columns are counted, not kept.</summary>
    public Span<FieldRange> Fields => _fields.AsSpan(0, Math.Min(FieldCount, _fields.Length));

    public int FieldCount { get; private set; }

    /// <summary>The end of the record without its line end.</summary>
    public int ContentEnd { get; private set; }

    public bool HasQuotes { get; private set; }

    public bool HasTextAfterQuote { get; private set; }

    /// <summary>Whether the scan ended inside a quoted field.</summary>
    public bool IsQuoteOpen { get; private set; }

    /// <summary>The indexes of the fields that hold doubled quotes.</summary>
    public ReadOnlySpan<int> EscapedFields => _escapedFields.AsSpan(0, _escapedCount);

    /// <summary>The field as it stands in the buffer, valid after a scan.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FieldRange Field(int index) => _fields[index];

    /// <summary>Scans a record.</summary>
    /// <param name="buffer">Holds at least <see cref="CsvBuffer.Padding"/> bytes behind the limit.</param>
    /// <param name="start">Where the record starts.</param>
    /// <param name="limit">Where the scan ends, exclusive.</param>
    /// <returns>The start of the next record, or -1 when this one has no line end before the limit.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Scan(byte[] buffer, int start, int limit)
    {
        (_escapedCount, _closedQuoteEnd) = (0, -1);
        (HasQuotes, HasTextAfterQuote, IsQuoteOpen) = (false, false, false);
        var separators = Vector256.Create(separator);
        var lineFeeds = Vector256.Create(LineFeed);
        var quotes = Vector256.Create(Quote);
        var fields = _fields;
        int count = 0;
        int fieldStart = start;
        int position = start;
        while (position < limit)
        {
            var low = Vector256.Create<byte>(buffer.AsSpan(position, 32));
            var high = Vector256.Create<byte>(buffer.AsSpan(position + 32, 32));
            low = Vector256.Equals(low, separators) | Vector256.Equals(low, lineFeeds) | Vector256.Equals(low, quotes);
            high = Vector256.Equals(high, separators) | Vector256.Equals(high, lineFeeds) | Vector256.Equals(high, quotes);
            ulong mask = low.ExtractMostSignificantBits() | ((ulong)high.ExtractMostSignificantBits() << 32);
            if (limit - position < 64)
                mask &= (1UL << (limit - position)) - 1;

            int block = position;
            position += 64;
            while (mask != 0)
            {
                int at = block + BitOperations.TrailingZeroCount(mask);
                mask &= mask - 1;
                byte found = buffer[at];
                if (found == separator)
                {
                    if (count == fields.Length)
                        fields = Grow(fields);

                    if (count < fields.Length)
                        fields[count] = new FieldRange(fieldStart, at);

                    count++;
                    fieldStart = at + 1;
                }
                else if (found == LineFeed)
                {
                    ContentEnd = at > start && buffer[at - 1] == CarriageReturn ? at - 1 : at;
                    FieldCount = count;
                    Store(fieldStart, Math.Max(fieldStart, ContentEnd));
                    return at + 1;
                }
                else if (at == fieldStart)
                {
                    (FieldCount, _fieldStart) = (count, fieldStart);
                    int next = ScanQuoted(buffer, limit);
                    if (next < 0)
                        return -1;

                    (fields, count) = (_fields, FieldCount);
                    if (buffer[next - 1] == LineFeed)
                        return next;

                    fieldStart = next;
                    position = next;
                    break;
                }
            }
        }

        (FieldCount, _fieldStart) = (count, fieldStart);
        return -1;
    }

    /// <summary>Ends the record at the end of the file, after a scan that found no line end. A last CR counts as one.</summary>
    public void CompleteAtEnd(byte[] buffer, int start, int end)
    {
        ContentEnd = end > start && buffer[end - 1] == CarriageReturn && !IsQuoteOpen ? end - 1 : end;
        if (_closedQuoteEnd >= 0)
            Store(_fieldStart + 1, _closedQuoteEnd);
        else
            Store(_fieldStart, Math.Max(_fieldStart, ContentEnd));
    }

    /// <summary>Notes that a field was unescaped into another buffer.</summary>
    public void Move(int fieldIndex, int start, int end) => _fields[fieldIndex] = new FieldRange(~start, end);

    /// <summary>Scans the quoted field at <c>_fieldStart</c> and what ends it; gives the position behind that, or -1 at the limit.</summary>
    private int ScanQuoted(byte[] buffer, int limit)
    {
        HasQuotes = true;
        bool isEscaped = false;
        int position = _fieldStart + 1;
        while (true)
        {
            int found = buffer.AsSpan(position, limit - position).IndexOf(Quote);
            if (found < 0)
            {
                IsQuoteOpen = true;
                return -1;
            }

            position += found + 1;
            if (position == limit || buffer[position] != Quote)
                break;

            isEscaped = true;
            position++;
        }

        if (isEscaped)
            NoteEscaped();

        int contentEnd = position - 1;
        bool endsInReturn = position < limit && buffer[position] == CarriageReturn;
        if (position == limit || (endsInReturn && position + 1 == limit))
        {
            _closedQuoteEnd = contentEnd;
            return -1;
        }

        int end = endsInReturn && buffer[position + 1] == LineFeed ? position + 1 : position;
        if (buffer[end] != separator && buffer[end] != LineFeed)
        {
            HasTextAfterQuote = true;
            int offset = buffer.AsSpan(end, limit - end).IndexOfAny(separator, LineFeed);
            if (offset < 0)
                return -1;

            end += offset;
        }

        Store(_fieldStart + 1, contentEnd);
        ContentEnd = end > position && buffer[end - 1] == CarriageReturn ? end - 1 : end;
        return end + 1;
    }

    private void NoteEscaped()
    {
        // Fields beyond the kept ones belong to a record that is refused for their number.
        if (FieldCount >= maxColumns)
            return;

        if (_escapedCount == _escapedFields.Length)
            Array.Resize(ref _escapedFields, Math.Max(16, _escapedCount * 2));

        _escapedFields[_escapedCount++] = FieldCount;
    }

    private void Store(int start, int end)
    {
        if (FieldCount == _fields.Length)
            Grow(_fields);

        if (FieldCount < _fields.Length)
            _fields[FieldCount] = new FieldRange(start, end);

        FieldCount++;
    }

    private FieldRange[] Grow(FieldRange[] fields)
    {
        if (fields.Length < maxColumns)
            Array.Resize(ref _fields, Math.Min(maxColumns, fields.Length * 2));

        return _fields;
    }
}
