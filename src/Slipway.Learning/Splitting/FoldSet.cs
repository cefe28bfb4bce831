namespace Slipway.Learning.Splitting;

/// <summary>The splits of a cross-validation.</summary>
/// <param name="Folds">The splits, at least one; no row is tested in two of them.</param>
/// <param name="Notes">What differs from what was asked for, and why, in plain sentences.</param>
public sealed record FoldSet(IReadOnlyList<DataSplit> Folds, IReadOnlyList<string> Notes);
