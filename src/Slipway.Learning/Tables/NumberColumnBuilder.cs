namespace Slipway.Learning.Tables;

/// <summary>Builds a declared column of numbers or booleans.</summary>
internal sealed class NumberColumnBuilder(string name, ColumnType type) : ColumnBuilder(name)
{
    private readonly RowBuffer<double> _values = new();
    private readonly List<int> _badRows = [];

    public override void Add(ReadOnlySpan<byte> cell, bool isMissing)
    {
        double value = double.NaN;
        if (!isMissing && !TryParse(cell, out value))
        {
            _badRows.Add(_values.Count);
            value = double.NaN;
        }

        _values.Add(value);
    }

    public override Column Build(ReadOnlySpan<long> lineNumbers, RowProblemLog log)
    {
        foreach (int row in _badRows)
        {
            log.AddBadValue(row, lineNumbers[row], Name, type);
        }

        return new NumberColumn(Name, _values.ToArray(), type);
    }

    private bool TryParse(ReadOnlySpan<byte> cell, out double value)
    {
        if (type == ColumnType.Number)
            return DecimalParser.TryParse(cell, out value);

        bool isBoolean = ValueParser.TryParseBoolean(cell, out bool flag);
        value = flag ? 1 : 0;
        return isBoolean;
    }
}
