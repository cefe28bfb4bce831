namespace Slipway.Learning.Performance.Slices;

/// <summary>Rows that have something in common.</summary>
internal sealed record RowGrouping(string Name, IReadOnlyList<int> Rows);
