namespace Slipway.Learning.Splitting;

/// <summary>Rows to learn from, and other rows to test on. Row indexes are 0-based and ascend on each side; no row is on both.</summary>
/// <param name="TrainRows">The rows to learn from; at least one.</param>
/// <param name="TestRows">The rows to test on; at least one.</param>
public sealed record DataSplit(int[] TrainRows, int[] TestRows);
