namespace Slipway.Learning.Tables;

/// <summary>Counts row problems, keeps the first of them by line, and knows the rows to leave out.</summary>
internal sealed class RowProblemLog(int maxProblems)
{
    private const int SlackFactor = 8;
    private readonly HashSet<int> _rejectedRows = [];
    private List<RowProblem> _problems = [];
    private long _malformedCount;

    public long ProblemCount { get; private set; }

    public long RejectedRowCount => _malformedCount + _rejectedRows.Count;

    /// <summary>Adds a record that never became a row.</summary>
    public void AddMalformed(RowProblem problem)
    {
        _malformedCount++;
        Add(problem);
    }

    /// <summary>Adds a row that has a value of the wrong type.</summary>
    public void AddBadValue(int rowIndex, long lineNumber, string column, ColumnType expected)
    {
        _rejectedRows.Add(rowIndex);
        string article = expected == ColumnType.Number ? "a number" : expected == ColumnType.Boolean ? "true or false" : "a date or time";
        Add(new RowProblem(lineNumber, RowProblemCodes.BadValue, $"The value of column '{column}' is not {article}.", column));
    }

    public List<RowProblem> First()
    {
        Shorten();
        return _problems;
    }

    /// <summary>The rows to keep, or <see langword="null"/> for all.</summary>
    public int[]? KeptRows(int rowCount) =>
        _rejectedRows.Count == 0 ? null : [.. Enumerable.Range(0, rowCount).Where(row => !_rejectedRows.Contains(row))];

    private void Add(RowProblem problem)
    {
        ProblemCount++;
        _problems.Add(problem);
        if (_problems.Count > (long)maxProblems * SlackFactor)
            Shorten();
    }

    // The sort is stable: problems of one line stay in the order of their columns.
    private void Shorten() => _problems = [.. _problems.OrderBy(problem => problem.LineNumber).Take(maxProblems)];
}
