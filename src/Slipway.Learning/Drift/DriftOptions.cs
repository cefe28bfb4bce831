namespace Slipway.Learning.Drift;

/// <summary>How two profiles are compared.</summary>
public sealed class DriftOptions
{
    /// <summary>The test for every column that it applies to; <see langword="null"/>, the default, chooses one for each column.</summary>
    public DriftTest? Test { get; init; }

    /// <summary>The threshold for every column; <see langword="null"/>, the default, takes that of the column's test.</summary>
    public double? Threshold { get; init; }

    /// <summary>Tests of single columns, by name; they go before <see cref="Test"/>.</summary>
    public IReadOnlyDictionary<string, DriftTest> ColumnTests { get; init; } = new Dictionary<string, DriftTest>();

    /// <summary>Thresholds of single columns, by name; they go before <see cref="Threshold"/>.</summary>
    public IReadOnlyDictionary<string, double> ColumnThresholds { get; init; } = new Dictionary<string, double>();

    /// <summary>The share of drifted columns from which, included, the data set has drifted: above 0, at most 1.</summary>
    public double DriftedShare { get; init; } = 0.5;

    /// <summary>
    /// Whether p-values are corrected for the number of columns, so that at most the threshold's share of the drifts found are chance
    /// (Y. Benjamini and Y. Hochberg, J. R. Stat. Soc. B 57, 1995). Columns with a distance are left as they are.
    /// </summary>
    public bool ControlsFalseDiscovery { get; init; }

    /// <summary>The change of the share of missing values from which it is a finding, 0 to 1.</summary>
    public double MissingShareTolerance { get; init; } = 0.1;

    /// <summary>By how much the share of repeated rows must be above that of the reference to be a finding, 0 to 1.</summary>
    public double DuplicateShareTolerance { get; init; } = 0.05;

    /// <summary>The difference from which a correlation has changed, if it is also significant, above 0 to 2.</summary>
    public double CorrelationTolerance { get; init; } = 0.1;

    /// <summary>The share of false ones that is accepted among the changes of correlations, above 0 to 1.</summary>
    public double CorrelationSignificance { get; init; } = 0.05;

    /// <summary>The bins of the charts of numbers, and the most words in those of categories; at least 1.</summary>
    public int ChartBins { get; init; } = 10;
}
