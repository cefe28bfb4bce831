namespace Slipway.Learning.Drift;

/// <summary>The comparison of a data set with its reference; serialisable as JSON, every number finite.</summary>
/// <param name="ReferenceRowCount">The rows of the reference.</param>
/// <param name="CurrentRowCount">The current rows.</param>
/// <param name="HasDrifted">Whether the share of drifted columns reached <paramref name="DriftedShareThreshold"/>.</param>
/// <param name="TestedColumnCount">The columns that a test was applied to.</param>
/// <param name="DriftedColumnCount">Those of them that have drifted.</param>
/// <param name="DriftedShare">The share of drifted columns among those tested, 0 to 1.</param>
/// <param name="DriftedShareThreshold">The share from which, included, the data set has drifted.</param>
/// <param name="Columns">All columns, most drifted first.</param>
public sealed record DriftResult(
    long ReferenceRowCount,
    long CurrentRowCount,
    bool HasDrifted,
    int TestedColumnCount,
    int DriftedColumnCount,
    double DriftedShare,
    double DriftedShareThreshold,
    IReadOnlyList<ColumnDrift> Columns)
{
    /// <summary>What is wrong or unusual with the current rows as a whole.</summary>
    public IReadOnlyList<DataFinding> Findings { get; set; } = [];

    /// <summary>The share of repeated rows; null where it is not known.</summary>
    public DuplicateRows? DuplicateRows { get; init; }

    /// <summary>How the correlations changed; null where no pair of columns could be compared.</summary>
    public CorrelationComparison? Correlations { get; init; }
}
