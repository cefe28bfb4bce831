namespace Slipway.Serving;

/// <summary>A rule that a value of a row can break.</summary>
internal enum InputRule
{
    Missing,
    Null,
    WrongType,
    NotOfDatatype,
    NotANumber,
    NotFinite,
    BelowMin,
    AboveMax,
    NotATimestamp,
    Duplicate,
    RowNotObject,
    IncompleteText,
    NotUtf8,
}
