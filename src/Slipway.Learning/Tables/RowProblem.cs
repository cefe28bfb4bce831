namespace Slipway.Learning.Tables;

/// <summary>Why a row of a CSV was left out.</summary>
/// <param name="LineNumber">The line that the record starts on, 1-based.</param>
/// <param name="Code">The stable code, one of <see cref="RowProblemCodes"/>.</param>
/// <param name="Reason">A sentence for the owner of the file; it holds no value of the row.</param>
/// <param name="Column">The column that it concerns; <see langword="null"/> when it concerns the whole record.</param>
public sealed record RowProblem(long LineNumber, string Code, string Reason, string? Column = null);
