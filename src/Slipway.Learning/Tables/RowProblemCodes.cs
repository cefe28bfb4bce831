namespace Slipway.Learning.Tables;

/// <summary>The stable codes of <see cref="RowProblem"/>.</summary>
public static class RowProblemCodes
{
    /// <summary>The record is longer than the limit.</summary>
    public const string TooLong = "row.tooLong";

    /// <summary>A quoted field runs to the end of the file.</summary>
    public const string UnclosedQuote = "row.unclosedQuote";

    /// <summary>There is text between a closing quote and the next separator.</summary>
    public const string TextAfterQuote = "row.textAfterQuote";

    /// <summary>The record holds a NUL byte.</summary>
    public const string NulByte = "row.nulByte";

    /// <summary>The record is not valid UTF-8.</summary>
    public const string Encoding = "row.encoding";

    /// <summary>The record has more or fewer fields than the header.</summary>
    public const string FieldCount = "row.fieldCount";

    /// <summary>A value is not of the type of its column.</summary>
    public const string BadValue = "row.badValue";
}
