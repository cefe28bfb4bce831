using System.Runtime.CompilerServices;
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
    private int _rowStamp;

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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int AddRow()
    {
        if (RowCount == Capacity)
        {
            Grow();
        }

        int row = RowCount++;
        _rowStamp++;
        for (int i = 0; i < _numbers.Length; i++)
        {
            if (_numbers[i] is { } numbers)
            {
                numbers[row] = float.NaN;
            }
            else if (_words[i] is { } words)
            {
                words[row] = "";
            }
            else
            {
                _ticks[i]![row] = TimestampColumn.Missing;
            }
        }

        return row;
    }

    /// <summary>Takes the last row away, for a reader that found it to be bad.</summary>
    public void RemoveLastRow()
    {
        ArgumentOutOfRangeException.ThrowIfZero(RowCount);
        RowCount--;
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

        RowCount = kept;
    }

    /// <summary>Sets a number or boolean of the last row.</summary>
    public void SetNumber(int featureIndex, float value) => Buffer(_numbers, featureIndex)[RowCount - 1] = value;

    /// <summary>Sets a category or text of the last row.</summary>
    public void SetWord(int featureIndex, string value) => Buffer(_words, featureIndex)[RowCount - 1] = value;

    /// <summary>Sets a timestamp of the last row.</summary>
    public void SetTicks(int featureIndex, long utcTicks) => Buffer(_ticks, featureIndex)[RowCount - 1] = utcTicks;

    /// <summary>Takes all rows away. Texts are let go, buffers are kept.</summary>
    public void Clear()
    {
        foreach (string[]? words in _words)
        {
            words?.AsSpan(0, RowCount).Clear();
        }

        Array.Clear(_setInRow);
        (RowCount, _rowStamp) = (0, 0);
    }

    /// <summary>Notes that the last row names a feature.</summary>
    /// <returns>Whether it is the first time.</returns>
    internal bool MarkSet(int featureIndex)
    {
        bool isFirst = _setInRow[featureIndex] != _rowStamp;
        _setInRow[featureIndex] = _rowStamp;
        return isFirst;
    }

    /// <summary>Whether the last row names a feature.</summary>
    internal bool IsSet(int featureIndex) => _setInRow[featureIndex] == _rowStamp;

    private static T[] Buffer<T>(T[]?[] buffers, int featureIndex) =>
        buffers[featureIndex] ?? throw new ArgumentException("The feature is of another type.", nameof(featureIndex));

    private static void Move<T>(T[]? buffer, int from, int to)
    {
        if (buffer is not null)
        {
            buffer[to] = buffer[from];
        }
    }

    private void Grow()
    {
        Capacity *= 2;
        for (int i = 0; i < _numbers.Length; i++)
        {
            Resize(ref _numbers[i]);
            Resize(ref _words[i]);
            Resize(ref _ticks[i]);
        }
    }

    private void Resize<T>(ref T[]? buffer)
    {
        if (buffer is not null)
        {
            Array.Resize(ref buffer, Capacity);
        }
    }
}
