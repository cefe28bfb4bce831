using Slipway.Learning.Featurizing;

namespace Slipway.Learning.Binning;

/// <summary>Features in bins, column-major. Immutable once built; safe to read from several threads.</summary>
internal sealed class BinnedMatrix(IReadOnlyList<BinnedColumn> columns, int rowCount)
{
    private readonly BinnedColumn[] _columns = [.. columns];

    /// <summary>The number of rows.</summary>
    public int RowCount { get; } = rowCount;

    /// <summary>The columns, one a feature.</summary>
    public ReadOnlySpan<BinnedColumn> Columns => _columns;

    /// <summary>Other rows in the same bins.</summary>
    /// <param name="features">The same features of other rows.</param>
    public BinnedMatrix Bin(FeatureMatrix features) => new(
        [.. _columns.Select((column, f) => QuantileBinning.Bin(features.Column(f), column.Thresholds))], features.RowCount);

    /// <summary>The features that take more than one value, ascending.</summary>
    public int[] VaryingFeatures() => [.. Enumerable.Range(0, _columns.Length).Where(f => _columns[f].TotalBinCount > 1)];

    /// <summary>Bins every feature.</summary>
    /// <param name="features">The features.</param>
    /// <param name="threads">How many threads to use; the result is the same for any number.</param>
    /// <param name="isCategory">Whether a feature is the position of a word; null where none is.</param>
    public static BinnedMatrix Create(FeatureMatrix features, int threads, Func<int, bool>? isCategory = null)
    {
        var columns = new BinnedColumn[features.FeatureCount];
        Parallel.For(
            0,
            columns.Length,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            f => columns[f] = QuantileBinning.Bin(features.Column(f)) with { IsCategory = isCategory?.Invoke(f) == true });
        return new BinnedMatrix(columns, features.RowCount);
    }
}
