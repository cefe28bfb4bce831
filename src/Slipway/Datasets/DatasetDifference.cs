using Slipway.Learning.Drift;

namespace Slipway.Datasets;

/// <summary>What one dataset version has that another has not.</summary>
/// <param name="From">The version that is compared with.</param>
/// <param name="To">The version that is compared.</param>
/// <param name="RowsBefore">The rows of the first.</param>
/// <param name="RowsAfter">The rows of the second.</param>
/// <param name="RowsAdded">Rows of the second that the first has not; a row that it has fewer times counts as often as it lacks it.</param>
/// <param name="RowsRemoved">Rows of the first that the second has not.</param>
/// <param name="ColumnsAdded">Columns that only the second has.</param>
/// <param name="ColumnsRemoved">Columns that only the first has.</param>
/// <param name="TypesChanged">Columns whose values mean something else, in words.</param>
/// <param name="Drift">How the columns that both have differ.</param>
public sealed record DatasetDifference(
    string From,
    string To,
    long RowsBefore,
    long RowsAfter,
    long RowsAdded,
    long RowsRemoved,
    IReadOnlyList<string> ColumnsAdded,
    IReadOnlyList<string> ColumnsRemoved,
    IReadOnlyList<string> TypesChanged,
    DriftResult Drift);
