using System.Text.Json;

namespace Slipway.Serving;

/// <summary>
/// The shapes of the rows of one request: the last one that worked, and whether trying goes on to pay. Rows that have none are read by
/// their syntax, by the reader that owns this. The default knows no shape and learns none.
/// </summary>
internal ref struct RowShapes(JsonRowReader owner, ReadOnlySpan<byte> text, int maxRows, FeatureBatch batch)
{
    // Callers that write each row in another way are not followed for long.
    private const int MaxLearned = 4;
    private const int MinMisses = 8;
    private const int RowsPerMiss = 4;

    private readonly ReadOnlySpan<byte> _text = text;
    private RowShape? _shape = owner.LastShape;
    private int _readerStart;
    private int _learned;
    private int _misses;

    /// <summary>The rows that were read by their shape.</summary>
    public int RowCount { get; private set; }

    private readonly bool PaysToTry => owner is not null && _misses <= MinMisses + (RowCount / RowsPerMiss);

    /// <summary>Reads the text as one object.</summary>
    /// <returns>Whether that is all that it holds.</returns>
    public bool TryReadSingle()
    {
        int start = SkipBlanks(0);
        if (_shape is null || start == _text.Length || _text[start] != '{')
        {
            return false;
        }

        int end = _shape.Read(_text, start, batch);
        if (end < 0)
        {
            return false;
        }

        if (SkipBlanks(end) < _text.Length)
        {
            batch.RemoveLastRow();
            return false;
        }

        RowCount = 1;
        return true;
    }

    /// <summary>Reads the first rows of the array that the text is.</summary>
    /// <returns>Where the last of them ends, and a reader by syntax has to start; 0 when there is none.</returns>
    public int ReadFirst()
    {
        int start = SkipBlanks(0);
        if (_shape is null || start == _text.Length || _text[start] != '[')
        {
            return 0;
        }

        int end = TryReadRow(SkipBlanks(start + 1));
        _readerStart = end < 0 ? 0 : ReadNext(end);
        return _readerStart;
    }

    /// <summary>Learns from a single row that was read by its syntax and is sound.</summary>
    public readonly void Learn(long rowStart, long rowEnd)
    {
        if (owner is not null)
        {
            owner.Learn(_text[(int)rowStart..(int)rowEnd]);
        }
    }

    /// <summary>Learns from a row that was read by its syntax and is sound, and moves its reader behind those that are like it.</summary>
    /// <param name="reader">Stands at the end of the row, in an array.</param>
    /// <param name="rowStart">Where the row starts, counted by the reader.</param>
    public void Follow(ref Utf8JsonReader reader, long rowStart)
    {
        if (!PaysToTry)
        {
            return;
        }

        int end = _readerStart + (int)reader.BytesConsumed;
        if (_learned < MaxLearned && NextStart(end) > 0)
        {
            _learned++;
            _shape = owner.Learn(_text[(_readerStart + (int)rowStart)..end]) ?? _shape;
        }

        int next = ReadNext(end);
        if (next > end)
        {
            reader = new Utf8JsonReader(_text[next..], isFinalBlock: true, reader.CurrentState);
            _readerStart = next;
        }
    }

    private int ReadNext(int position)
    {
        while (PaysToTry && NextStart(position) is > 0 and var start)
        {
            int end = TryReadRow(start);
            if (end < 0)
            {
                break;
            }

            position = end;
        }

        return position;
    }

    /// <summary>Where the next element of an array starts; 0 when there is none.</summary>
    private readonly int NextStart(int position)
    {
        int comma = SkipBlanks(position);
        return comma < _text.Length && _text[comma] == ',' ? SkipBlanks(comma + 1) : 0;
    }

    private int TryReadRow(int start)
    {
        if (_shape is null || batch.RowCount >= maxRows || start == _text.Length)
        {
            return -1;
        }

        int end = _shape.Read(_text, start, batch);
        if (end < 0)
        {
            _misses++;
        }
        else
        {
            RowCount++;
        }

        return end;
    }

    private readonly int SkipBlanks(int position)
    {
        while (position < _text.Length && _text[position] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            position++;
        }

        return position;
    }
}
