namespace Slipway.Learning.Tables;

/// <summary>Builds a declared column of timestamps.</summary>
internal sealed class TimestampColumnBuilder(string name) : ColumnBuilder(name)
{
    private readonly RowBuffer<long> _ticks = new();
    private readonly List<int> _badRows = [];

    public override void Add(ReadOnlySpan<byte> cell, bool isMissing)
    {
        long ticks = TimestampColumn.Missing;
        if (!isMissing && !TimestampParser.TryParse(cell, out ticks))
        {
            _badRows.Add(_ticks.Count);
            ticks = TimestampColumn.Missing;
        }

        _ticks.Add(ticks);
    }

    public override Column Build(ReadOnlySpan<long> lineNumbers, RowProblemLog log)
    {
        foreach (int row in _badRows)
        {
            log.AddBadValue(row, lineNumbers[row], Name, ColumnType.Timestamp);
        }

        return new TimestampColumn(Name, _ticks.ToArray());
    }
}
