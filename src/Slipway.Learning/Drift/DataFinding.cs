namespace Slipway.Learning.Drift;

/// <summary>Something wrong or unusual with the current values of a column or with the rows, worded without any value of a row.</summary>
/// <param name="Code">
/// The stable code: <c>data.columnMissing</c>, <c>data.columnAdded</c>, <c>data.typeChanged</c>, <c>data.empty</c>,
/// <c>data.referenceEmpty</c>,
/// <c>data.missingShareChanged</c>, <c>data.newCategories</c>, <c>data.outOfRange</c>, <c>data.constant</c>, <c>data.notComparable</c>,
/// <c>data.duplicateColumn</c>; of all rows <c>data.duplicateRows</c>.
/// </param>
/// <param name="Message">What it is, in a sentence.</param>
/// <param name="RowCount">The current rows concerned; at least so many where the profile keeps a sketch.</param>
/// <param name="Words">For new categories, the most frequent of them, at most 20; for an equal column, its name.</param>
public sealed record DataFinding(string Code, string Message, long RowCount, IReadOnlyList<string> Words)
{
    internal DataFinding(string code, string message, long rowCount)
        : this(code, message, rowCount, [])
    {
    }
}
