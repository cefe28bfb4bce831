namespace Slipway.Learning.Performance;

/// <summary>
/// Every row while they are few, and evenly spaced ones when they are many: each time the room is full, every second row goes. The same
/// rows give the same sample, however they are cut into pieces.
/// </summary>
internal sealed class PredictionSample(int width, int maxRows)
{
    private readonly List<float> _values = [];
    private long _stride = 1;
    private long _untilNext;

    public ReadOnlySpan<float> Values => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_values);

    public int RowCount => _values.Count / width;

    public void Add(ReadOnlySpan<float> row)
    {
        if (_untilNext > 0)
        {
            _untilNext--;
            return;
        }

        if (RowCount == maxRows)
        {
            Halve();
        }

        _values.AddRange(row);
        _untilNext = _stride - 1;
    }

    // With an even room the next row is on the doubled stride too.
    private void Halve()
    {
        int kept = 0;
        for (int row = 0; row < RowCount; row += 2)
        {
            Values.Slice(row * width, width).CopyTo(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_values)[(kept * width)..]);
            kept++;
        }

        _values.RemoveRange(kept * width, _values.Count - (kept * width));
        _stride *= 2;
    }
}
