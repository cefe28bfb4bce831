using System.ComponentModel;

namespace Slipway.Projects;

/// <summary>The training data of a model and what its columns mean.</summary>
public sealed record DataSpec
{
    /// <summary>Where the rows are.</summary>
    [Description("A file or glob in the project folder, such as data/wine.csv, or blob:container/path/*.csv; .csv or .csv.gz.")]
    public required DataSource Source { get; init; }

    /// <summary>The column to predict.</summary>
    [Description("The name of the column to predict.")]
    public required string Label { get; init; }

    /// <summary>Columns never used. Default: none.</summary>
    [Description("Columns that are never used.")]
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>A timestamp column: rows are split and cross-validated forward in time. Default: none.</summary>
    [Description("A timestamp column; where set, rows are split and cross-validated forward in time.")]
    public string? Time { get; init; }

    /// <summary>A column of numbers of at least 0: how much each row counts in training. Default: none, all rows count alike.</summary>
    [Description("A column of numbers of at least 0 that says how much each row counts in training; 1 where it is empty. Not for mlnet/<name>.")]
    public string? Weight { get; init; }

    /// <summary>What is declared of features, by column name; the rest is inferred. Default: nothing.</summary>
    [Description("What is known of columns, by name. What is not said is inferred and written down with the version.")]
    public IReadOnlyDictionary<string, FeatureSpec> Features { get; init; } = new Dictionary<string, FeatureSpec>();

    /// <summary>The texts that mean a missing value, besides the empty field. Default: NA, N/A, NaN, null and ?.</summary>
    [Description("The texts that mean a missing value. An empty field always does.")]
    public IReadOnlyList<string> Missing { get; init; } = ["NA", "N/A", "NaN", "null", "?"];

    /// <summary>The character between fields: comma, semicolon, tab or bar. Default: found from the header.</summary>
    [Description("The character between fields: ',', ';', '|' or '\\t'. Found from the header where it is not said.")]
    public char? Separator { get; init; }
}
