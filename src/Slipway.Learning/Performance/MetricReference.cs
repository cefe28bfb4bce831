namespace Slipway.Learning.Performance;

/// <summary>What is known of a metric from rows whose outcome is known.</summary>
/// <param name="Name">The name of the metric.</param>
/// <param name="Value">The realised metric; null where it is undefined.</param>
/// <param name="Deviation">
/// The standard error of the metric of n rows, times the square root of n; null where the rows were too few to tell.
/// </param>
/// <param name="AlertBelow">Below this the metric is not as it was; null where nothing is too low.</param>
/// <param name="AlertAbove">Above this the metric is not as it was; null where nothing is too high.</param>
public sealed record MetricReference(string Name, double? Value, double? Deviation, double? AlertBelow, double? AlertAbove);
