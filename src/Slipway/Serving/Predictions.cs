using Slipway.Learning.Schemas;

namespace Slipway.Serving;

/// <summary>
/// What a model answered: for each row the probabilities of the classes, or one number. Keeps its buffer when reused. Not safe to use
/// from several threads while it is written.
/// </summary>
public sealed class Predictions
{
    private float[] _values = [];

    /// <summary>Makes room for a model's answers.</summary>
    public Predictions(ModelSchema schema) => (Schema, Width) = (schema, schema.OutputWidth);

    /// <summary>What the numbers mean.</summary>
    public ModelSchema Schema { get; }

    /// <summary>The numbers in a row: one a class, or 1.</summary>
    public int Width { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; private set; }

    /// <summary>Row-major <c>[rows, Width]</c>.</summary>
    public ReadOnlySpan<float> Values => _values.AsSpan(0, RowCount * Width);

    /// <summary>The numbers of one row.</summary>
    /// <param name="rowIndex">The row, 0-based.</param>
    public ReadOnlySpan<float> Row(int rowIndex) => Values.Slice(rowIndex * Width, Width);

    /// <summary>The class with the highest probability, the first of equals; 0-based.</summary>
    /// <param name="rowIndex">The row, 0-based.</param>
    public int LabelIndex(int rowIndex)
    {
        var row = Row(rowIndex);
        int best = 0;
        for (int i = 1; i < row.Length; i++)
        {
            best = row[i] > row[best] ? i : best;
        }

        return best;
    }

    /// <summary>Takes over the answers of another version with the same classes.</summary>
    internal void CopyFrom(Predictions other) => other.Values.CopyTo(Prepare(other.RowCount));

    /// <summary>Makes room for rows and gives the buffer to fill.</summary>
    internal Span<float> Prepare(int rowCount)
    {
        int length = checked(rowCount * Width);
        if (_values.Length < length)
        {
            _values = new float[Math.Max(length, _values.Length * 2)];
        }

        RowCount = rowCount;
        return _values.AsSpan(0, length);
    }
}
