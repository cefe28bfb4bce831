namespace Slipway.Learning.Performance.Slices;

/// <summary>The realised metric of a group of rows.</summary>
/// <param name="Feature">The column that makes the group.</param>
/// <param name="Group">What its rows have in common: a word, a range of numbers such as <c>(12.5, 40]</c>, or <c>(missing)</c>.</param>
/// <param name="RowCount">The rows of the group.</param>
/// <param name="Value">The metric of the group.</param>
/// <param name="Lower">The lower end of the 95 % confidence interval.</param>
/// <param name="Upper">Its upper end.</param>
/// <param name="IsWorse">Whether the whole interval is worse than the metric of all rows.</param>
public sealed record PerformanceSlice(string Feature, string Group, int RowCount, double Value, double Lower, double Upper, bool IsWorse);
