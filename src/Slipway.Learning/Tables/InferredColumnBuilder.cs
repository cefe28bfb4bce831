using System.Globalization;

namespace Slipway.Learning.Tables;

/// <summary>
/// Builds a column whose type its values decide. Cells are kept as words at first. When nearly all of a sample are numbers, later cells
/// are kept as numbers, and the exceptions as words; should the exceptions become too many after all, the numbers turn into words again,
/// in their shortest spelling.
/// </summary>
internal sealed class InferredColumnBuilder(string name, int maxCategories, int sampleSize) : ColumnBuilder(name)
{
    /// <summary>The share of the values that must be of a type for the column to be of it; the others are then bad values.</summary>
    public const double RequiredShare = 0.95;

    private const int LongText = 64;
    private WordTable _words = new();
    private RowBuffer<int>? _codes = new();
    private RowBuffer<double>? _numbers;
    private Dictionary<int, int> _exceptions = [];
    private int _valueCount;

    public override void Add(ReadOnlySpan<byte> cell, bool isMissing)
    {
        if (_numbers is not null)
        {
            AddToNumbers(cell, isMissing);
            return;
        }

        _codes!.Add(isMissing ? -1 : _words.Add(cell));
        _valueCount += isMissing ? 0 : 1;
        if (_valueCount == sampleSize && !isMissing && Share(word => DecimalParser.TryParse(word, out _)) >= RequiredShare)
            TurnToNumbers();
    }

    public override Column Build(ReadOnlySpan<long> lineNumbers, RowProblemLog log)
    {
        if (_numbers is not null && _valueCount - _exceptions.Count < RequiredShare * _valueCount)
            TurnToWords();

        if (_numbers is null && _valueCount > 0 && Share(word => DecimalParser.TryParse(word, out _)) >= RequiredShare)
            TurnToNumbers();

        if (_numbers is not null)
        {
            foreach (int row in _exceptions.Keys.Order())
            {
                log.AddBadValue(row, lineNumbers[row], Name, ColumnType.Number);
            }

            return new NumberColumn(Name, _numbers.ToArray());
        }

        int[] codes = _codes!.ToArray();
        if (_valueCount > 0 && Share(word => ValueParser.TryParseBoolean(word, out _)) == 1)
            return new NumberColumn(Name, Array.ConvertAll(codes, code => code < 0 ? double.NaN : Boolean(_words[code])), ColumnType.Boolean);

        if (_valueCount > 0 && Share(word => TimestampParser.TryParse(word, out _)) >= RequiredShare)
            return BuildTimestamps(codes, lineNumbers, log);

        return WordColumnBuilder.Build(Name, IsText() ? ColumnType.Text : ColumnType.Category, _words, codes);
    }

    private static double Boolean(ReadOnlySpan<byte> word) => ValueParser.TryParseBoolean(word, out bool value) && value ? 1 : 0;

    private void AddToNumbers(ReadOnlySpan<byte> cell, bool isMissing)
    {
        double value = double.NaN;
        if (!isMissing)
        {
            _valueCount++;
            if (!DecimalParser.TryParse(cell, out value))
            {
                _exceptions.Add(_numbers!.Count, _words.Add(cell));
                value = double.NaN;
            }
        }

        _numbers!.Add(value);
    }

    private bool IsText()
    {
        long bytes = 0;
        for (int code = 0; code < _words.Count; code++)
        {
            bytes += (long)_words[code].Length * _words.Occurrences(code);
        }

        // A column without a single value says nothing that a trainer could use.
        return _valueCount == 0 || (_words.Count > maxCategories && (_words.Count > _valueCount / 2 || bytes / _valueCount > LongText));
    }

    private double Share(Func<ReadOnlySpan<byte>, bool> isOfType)
    {
        long matching = 0;
        for (int code = 0; code < _words.Count; code++)
        {
            matching += isOfType(_words[code]) ? _words.Occurrences(code) : 0;
        }

        return (double)matching / _valueCount;
    }

    private TimestampColumn BuildTimestamps(int[] codes, ReadOnlySpan<long> lineNumbers, RowProblemLog log)
    {
        var ticks = new long[codes.Length];
        for (int row = 0; row < codes.Length; row++)
        {
            ticks[row] = TimestampColumn.Missing;
            if (codes[row] >= 0 && !TimestampParser.TryParse(_words[codes[row]], out ticks[row]))
            {
                ticks[row] = TimestampColumn.Missing;
                log.AddBadValue(row, lineNumbers[row], Name, ColumnType.Timestamp);
            }
        }

        return new TimestampColumn(Name, ticks);
    }

    private void TurnToNumbers()
    {
        int[] codes = _codes!.ToArray();
        var words = _words;
        (_words, _codes, _numbers, _valueCount) = (new WordTable(), null, new RowBuffer<double>(), 0);
        foreach (int code in codes)
        {
            AddToNumbers(code < 0 ? default : words[code], code < 0);
        }
    }

    private void TurnToWords()
    {
        double[] numbers = _numbers!.ToArray();
        var (exceptionWords, exceptions) = (_words, _exceptions);
        (_words, _codes, _numbers, _exceptions) = (new WordTable(), new RowBuffer<int>(), null, []);
        Span<byte> text = stackalloc byte[32];
        for (int row = 0; row < numbers.Length; row++)
        {
            if (exceptions.TryGetValue(row, out int code))
            {
                _codes.Add(_words.Add(exceptionWords[code]));
            }
            else if (double.IsNaN(numbers[row]))
            {
                _codes.Add(-1);
            }
            else
            {
                numbers[row].TryFormat(text, out int written, default, CultureInfo.InvariantCulture);
                _codes.Add(_words.Add(text[..written]));
            }
        }
    }
}
