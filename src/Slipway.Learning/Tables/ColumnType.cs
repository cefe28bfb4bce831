namespace Slipway.Learning.Tables;

/// <summary>What the values of a column mean.</summary>
public enum ColumnType
{
    /// <summary>A quantity: any finite number.</summary>
    Number,

    /// <summary>One of a limited set of words.</summary>
    Category,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A point in time, or a date.</summary>
    Timestamp,

    /// <summary>Free text, of which trainers use the words that occur in several rows.</summary>
    Text,
}
