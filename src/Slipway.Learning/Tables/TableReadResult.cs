namespace Slipway.Learning.Tables;

/// <summary>What was read from a CSV.</summary>
/// <param name="Table">The well-formed rows; has none when the file is only a header.</param>
/// <param name="RowProblems">The first row problems by line, as many as <see cref="TableReaderOptions.MaxProblems"/>.</param>
/// <param name="ProblemCount">The number of all row problems.</param>
/// <param name="RejectedRowCount">The number of rows left out; a row may have several problems.</param>
/// <param name="Separator">The separator, given or detected.</param>
/// <param name="InferredTypes">The types of the columns for which none was declared, by name.</param>
public sealed record TableReadResult(
    Table Table,
    IReadOnlyList<RowProblem> RowProblems,
    long ProblemCount,
    long RejectedRowCount,
    char Separator,
    IReadOnlyDictionary<string, ColumnType> InferredTypes);
