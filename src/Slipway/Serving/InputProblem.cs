namespace Slipway.Serving;

/// <summary>
/// Why a row, or a whole request, cannot be predicted. The message names the place, the rule and the fix, never a value of the data.
/// </summary>
/// <param name="Code">The stable code, such as <c>input.missing</c>.</param>
/// <param name="Message">One or two sentences.</param>
/// <param name="RowIndex">The row, 0-based; -1 when the problem is of the whole request.</param>
/// <param name="Feature">The feature, when the problem is of one.</param>
public sealed record InputProblem(string Code, string Message, int RowIndex = -1, string? Feature = null);
