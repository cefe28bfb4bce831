using Slipway.Learning.Tables;

namespace Slipway.Learning.Profiles;

/// <summary>Builds the profile of one column, chunk by chunk.</summary>
internal sealed class ColumnProfileBuilder(string name, ColumnType type, bool hasFingerprint)
{
    private readonly DistinctCounter _distinct = new();
    private readonly QuantileSketchBuilder _quantiles = new();
    private readonly CategoryCountsBuilder _categories = new();
    private Moments _moments;
    private TimestampRange? _timestamps;
    private long _rowCount;
    private long _missingCount;
    private ulong? _fingerprint = hasFingerprint ? 0 : null;

    public string Name => name;

    public ColumnType Type => type;

    /// <summary>Adds rows.</summary>
    /// <param name="column">The values.</param>
    /// <param name="rows">Hashes of the rows; none where no fingerprint is kept.</param>
    public void Add(Column column, ReadOnlySpan<ulong> rows)
    {
        _rowCount += column.RowCount;
        _fingerprint += ColumnFingerprints.Of(column, rows);
        switch (column)
        {
            case NumberColumn numbers when type == ColumnType.Boolean:
                AddBooleans(numbers.Values);
                break;
            case NumberColumn numbers:
                AddNumbers(numbers.Values);
                break;
            case CategoryColumn words:
                AddWords(words);
                break;
            case TimestampColumn times:
                AddTimestamps(times.Ticks);
                break;
            case TextColumn texts:
                AddTexts(texts.Values);
                break;
            default:
                throw new ArgumentException($"Column '{name}' is a {column.GetType().Name}, which a profile cannot describe.", nameof(column));
        }
    }

    public void Add(ColumnProfile profile)
    {
        _rowCount += profile.RowCount;
        _missingCount += profile.MissingCount;
        _fingerprint += profile.Fingerprint;
        if (profile.Moments is { } moments)
        {
            _moments = _moments.Merge(moments);
        }

        if (profile.Quantiles is { } quantiles)
        {
            _quantiles.Add(quantiles);
            foreach (double value in quantiles.Points.Values)
            {
                _distinct.Add(value);
            }
        }

        if (profile.Categories is { } categories)
        {
            _categories.Add(categories);
            foreach (string word in categories.Words)
            {
                _distinct.Add(word);
            }
        }

        if (profile.Timestamps is { } timestamps)
        {
            _timestamps = _timestamps?.Merge(timestamps) ?? timestamps;
        }

        _distinct.Add(profile.Distinct);
    }

    public ColumnProfile Build()
    {
        var quantiles = type == ColumnType.Number ? _quantiles.Build() : null;
        var categories = type is ColumnType.Category or ColumnType.Boolean ? _categories.Build() : null;
        bool isListed = quantiles is { IsExact: true } || categories is { OtherCount: 0 };
        return new ColumnProfile(name, type, _rowCount, _missingCount, isListed ? DistinctState.None : _distinct.ToState())
        {
            Moments = type == ColumnType.Number ? _moments : null,
            Quantiles = quantiles,
            Categories = categories,
            Timestamps = _timestamps,
            Fingerprint = _fingerprint,
        };
    }

    private void AddNumbers(ReadOnlySpan<double> values)
    {
        var moments = _moments;
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
            {
                _missingCount++;
                continue;
            }

            moments = moments.Add(value);
            _quantiles.Add(value);
            _distinct.Add(value + 0.0);
        }

        _moments = moments;
    }

    private void AddBooleans(ReadOnlySpan<double> values)
    {
        long trueCount = 0;
        long falseCount = 0;
        foreach (double value in values)
        {
            if (double.IsNaN(value))
            {
                _missingCount++;
            }
            else if (value != 0)
            {
                trueCount++;
            }
            else
            {
                falseCount++;
            }
        }

        AddWord("false", falseCount);
        AddWord("true", trueCount);
    }

    private void AddWords(CategoryColumn column)
    {
        var counts = new long[column.Categories.Count];
        foreach (int code in column.Codes)
        {
            if (code < 0)
            {
                _missingCount++;
            }
            else
            {
                counts[code]++;
            }
        }

        for (int i = 0; i < counts.Length; i++)
        {
            AddWord(column.Categories[i], counts[i]);
        }
    }

    private void AddWord(string word, long count)
    {
        if (count > 0)
        {
            _categories.Add(word, count);
            _distinct.Add(word);
        }
    }

    private void AddTimestamps(ReadOnlySpan<long> ticks)
    {
        foreach (long tick in ticks)
        {
            if (tick == TimestampColumn.Missing)
            {
                _missingCount++;
                continue;
            }

            var point = new TimestampRange(tick, tick);
            _timestamps = _timestamps?.Merge(point) ?? point;
            _distinct.Add(tick);
        }
    }

    private void AddTexts(ReadOnlySpan<string?> texts)
    {
        foreach (string? text in texts)
        {
            if (text is null)
            {
                _missingCount++;
            }
            else
            {
                _distinct.Add(text);
            }
        }
    }
}
