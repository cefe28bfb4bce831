namespace Slipway.Learning.Performance.Slices;

/// <summary>Where a model is worst; serialisable as JSON, every number finite.</summary>
/// <param name="Metric"><c>accuracy</c> of classes, <c>mae</c> of numbers.</param>
/// <param name="Overall">The metric of all rows.</param>
/// <param name="RowCount">All rows.</param>
/// <param name="GroupCount">The groups of at least the minimum size that were looked at.</param>
/// <param name="Slices">The worst groups, by the better end of their interval: how bad they are for certain.</param>
public sealed record SliceReport(string Metric, double Overall, int RowCount, int GroupCount, IReadOnlyList<PerformanceSlice> Slices);
