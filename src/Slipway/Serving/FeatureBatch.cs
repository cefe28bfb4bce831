using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Serving;

/// <summary>
/// Rows to predict, one typed buffer a feature in the order of the schema: floats for numbers and booleans (1 or 0, NaN is missing),
/// strings for categories and text (empty is missing), UTC ticks for timestamps (<see cref="TimestampColumn.Missing"/>). Grows as rows
/// are added and keeps its buffers when cleared, so that a pooled batch allocates nothing. Not safe to use from several threads.
/// </summary>
public sealed class FeatureBatch
{
    private const int InitialCapacity = 16;

    private readonly float[]?[] _numbers;
    private readonly string[]?[] _words;
    private readonly long[]?[] _ticks;
    private readonly int[] _setInRow;
    private double[] _cells = [];
    private byte[] _bytes = [];
    private int _rowStamp;
    private int _row;

    /// <summary>Makes an empty batch.</summary>
    /// <param name="schema">The model's schema.</param>
    public FeatureBatch(ModelSchema schema)
    {
        Schema = schema;
        int count = schema.Features.Count;
        (_numbers, _words, _ticks) = (new float[]?[count], new string[]?[count], new long[]?[count]);
        _setInRow = new int[count];
        for (int i = 0; i < count; i++)
        {
            switch (schema.Features[i].Type)
            {
                case ColumnType.Number or ColumnType.Boolean: _numbers[i] = new float[InitialCapacity]; break;
                case ColumnType.Timestamp: _ticks[i] = new long[InitialCapacity]; break;
                default: _words[i] = new string[InitialCapacity]; break;
            }
        }

        SetMissing(0, InitialCapacity);
    }

    /// <summary>The features, in the order of the buffers.</summary>
    public ModelSchema Schema { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; private set; }

    /// <summary>The rows that the buffers hold before they grow.</summary>
    public int Capacity { get; private set; } = InitialCapacity;

    /// <summary>The values of a number or boolean.</summary>
    /// <param name="featureIndex">The feature, 0-based.</param>
    public ReadOnlySpan<float> Numbers(int featureIndex) => Buffer(_numbers, featureIndex).AsSpan(0, RowCount);

    /// <summary>The values of a category or text.</summary>
    /// <param name="featureIndex">The feature, 0-based.</param>
    public ReadOnlySpan<string> Words(int featureIndex) => Buffer(_words, featureIndex).AsSpan(0, RowCount);

    /// <summary>The values of a timestamp.</summary>
    /// <param name="featureIndex">The feature, 0-based.</param>
    public ReadOnlySpan<long> Ticks(int featureIndex) => Buffer(_ticks, featureIndex).AsSpan(0, RowCount);

    /// <summary>Adds a row in which every value is missing.</summary>
    /// <returns>The row, 0-based.</returns>
    public int AddRow()
    {
        if (RowCount == Capacity)
        {
            Grow(RowCount + 1);
        }

        _row = RowCount;
        _rowStamp++;
        return RowCount++;
    }

    /// <summary>Takes the last row away, for a reader that found it to be bad.</summary>
    public void RemoveLastRow()
    {
        ArgumentOutOfRangeException.ThrowIfZero(RowCount);
        SetMissing(--RowCount, 1);
        _row = RowCount - 1;
    }

    /// <summary>Takes rows away; those that stay keep their order.</summary>
    /// <param name="rows">The rows, 0-based, ascending, each once.</param>
    public void RemoveRows(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
        {
            return;
        }

        int kept = rows[0];
        int removed = 0;
        for (int row = rows[0]; row < RowCount; row++)
        {
            if (removed < rows.Count && rows[removed] == row)
            {
                removed++;
                continue;
            }

            for (int i = 0; i < _numbers.Length; i++)
            {
                Move(_numbers[i], row, kept);
                Move(_words[i], row, kept);
                Move(_ticks[i], row, kept);
            }

            kept++;
        }

        SetMissing(kept, RowCount - kept);
        RowCount = kept;
        _row = RowCount - 1;
    }

    /// <summary>Sets a number or boolean of the current row: the last one, if a reader of columns does not choose another.</summary>
    public void SetNumber(int featureIndex, float value) => Buffer(_numbers, featureIndex)[_row] = value;

    /// <summary>Sets a category or text of the current row.</summary>
    public void SetWord(int featureIndex, string value) => Buffer(_words, featureIndex)[_row] = value;

    /// <summary>Sets a timestamp of the current row.</summary>
    public void SetTicks(int featureIndex, long utcTicks) => Buffer(_ticks, featureIndex)[_row] = utcTicks;

    /// <summary>Takes all rows away. Texts are let go, buffers are kept.</summary>
    public void Clear()
    {
        SetMissing(0, RowCount);
        Array.Clear(_setInRow);
        (RowCount, _rowStamp, _row) = (0, 0, 0);
    }

    /// <summary>The values of each number and boolean, in buffers that growing replaces.</summary>
    internal ReadOnlySpan<float[]?> NumberBuffers => _numbers;

    /// <summary>Room for the cells of a row, for a reader that takes them apart.</summary>
    internal Span<double> Cells(int count)
    {
        if (_cells.Length < count)
        {
            _cells = new double[count];
        }

        return _cells.AsSpan(0, count);
    }

    /// <summary>Room for a reader that copies a row.</summary>
    internal Span<byte> Bytes(int count)
    {
        if (_bytes.Length < count)
        {
            _bytes = new byte[count];
        }

        return _bytes.AsSpan(0, count);
    }

    /// <summary>Adds rows in which every value is missing, for a reader of columns.</summary>
    internal void AddRows(int count)
    {
        int rowCount = checked(RowCount + count);
        if (rowCount > Capacity)
        {
            Grow(rowCount);
        }

        RowCount = rowCount;
        _row = rowCount - 1;
    }

    /// <summary>Makes a row the current one.</summary>
    internal void MoveTo(int rowIndex) => _row = rowIndex;

    /// <summary>The values of a number or boolean, to be written.</summary>
    internal Span<float> NumbersToSet(int featureIndex) => Buffer(_numbers, featureIndex).AsSpan(0, RowCount);

    /// <summary>Forgets which features were noted, for a reader that notes columns.</summary>
    internal void ForgetSet() => _rowStamp++;

    /// <summary>Notes that the last row, or a column, names a feature.</summary>
    /// <returns>Whether it is the first time.</returns>
    internal bool MarkSet(int featureIndex)
    {
        bool isFirst = _setInRow[featureIndex] != _rowStamp;
        _setInRow[featureIndex] = _rowStamp;
        return isFirst;
    }

    /// <summary>Whether the last row, or a column, names a feature.</summary>
    internal bool IsSet(int featureIndex) => _setInRow[featureIndex] == _rowStamp;

    private static T[] Buffer<T>(T[]?[] buffers, int featureIndex) =>
        buffers[featureIndex] ?? throw new ArgumentException("The feature is of another type.", nameof(featureIndex));

    /// <summary>Rows behind the last are always missing, so that adding one is nothing but counting.</summary>
    private void SetMissing(int start, int count)
    {
        for (int i = 0; i < _numbers.Length; i++)
        {
            _numbers[i]?.AsSpan(start, count).Fill(float.NaN);
            _words[i]?.AsSpan(start, count).Fill("");
            _ticks[i]?.AsSpan(start, count).Fill(TimestampColumn.Missing);
        }
    }

    private static void Move<T>(T[]? buffer, int from, int to)
    {
        if (buffer is not null)
        {
            buffer[to] = buffer[from];
        }
    }

    private void Grow(int rowCount)
    {
        Capacity = Math.Max(rowCount, Capacity * 2);
        for (int i = 0; i < _numbers.Length; i++)
        {
            Resize(ref _numbers[i]);
            Resize(ref _words[i]);
            Resize(ref _ticks[i]);
        }

        SetMissing(RowCount, Capacity - RowCount);
    }

    private void Resize<T>(ref T[]? buffer)
    {
        if (buffer is not null)
        {
            Array.Resize(ref buffer, Capacity);
        }
    }
}
