namespace Slipway.Learning.Models;

/// <summary>
/// A number taken from a timestamp. ONNX has no calendar, so a model takes the parts as float inputs named <c>column.part</c> in lower
/// camel case, such as <c>pickedUp.dayOfWeek</c>, and the serving code computes them.
/// </summary>
public enum TimestampPart
{
    /// <summary>The year.</summary>
    Year,

    /// <summary>1 to 12.</summary>
    Month,

    /// <summary>The day of the month, 1 to 31.</summary>
    Day,

    /// <summary>0 is Sunday, 6 is Saturday.</summary>
    DayOfWeek,

    /// <summary>1 to 366.</summary>
    DayOfYear,

    /// <summary>0 to 23.</summary>
    Hour,

    /// <summary>0 to 59.</summary>
    Minute,
}
