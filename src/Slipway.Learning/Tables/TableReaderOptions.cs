namespace Slipway.Learning.Tables;

/// <summary>How a CSV becomes a <see cref="Table"/>.</summary>
public sealed record TableReaderOptions
{
    /// <summary>The default of <see cref="MaxCategories"/>.</summary>
    public const int DefaultMaxCategories = 1000;

    /// <summary>The default of <see cref="MaxProblems"/>.</summary>
    public const int DefaultMaxProblems = 1000;

    /// <summary>The types of columns by name; the other columns get theirs from their values.</summary>
    public IReadOnlyDictionary<string, ColumnType> Types { get; init; } = new Dictionary<string, ColumnType>();

    /// <summary>Columns to leave out of the table; a name that the file does not have is no problem.</summary>
    public IReadOnlyCollection<string> Skip { get; init; } = [];

    /// <summary>The texts that stand for a missing value, in every column.</summary>
    public MissingMarkers Missing { get; init; } = MissingMarkers.Default;

    /// <summary>
    /// The most distinct words that surely make a category. With more, a column is text when most of its values are distinct, or its
    /// values are long on average.
    /// </summary>
    public int MaxCategories { get; init; } = DefaultMaxCategories;

    /// <summary>The most row problems to list; all are counted.</summary>
    public int MaxProblems { get; init; } = DefaultMaxProblems;

    /// <summary>Separator and limits.</summary>
    public CsvOptions Csv { get; init; } = new();
}
