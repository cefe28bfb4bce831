namespace Slipway.Learning.Performance;

/// <summary>A metric estimated without outcomes.</summary>
/// <param name="Name">The name of the metric.</param>
/// <param name="Value">The estimate.</param>
/// <param name="Lower">The lower end of the band of sampling error, three standard errors wide on each side; null where it is not
/// known.</param>
/// <param name="Upper">Its upper end.</param>
/// <param name="Reference">The realised metric on the reference rows.</param>
/// <param name="AlertBelow">The lower alert threshold, if there is one.</param>
/// <param name="AlertAbove">The upper alert threshold, if there is one.</param>
/// <param name="IsAlert">Whether the estimate is beyond a threshold.</param>
public sealed record EstimatedMetric(
    string Name, double Value, double? Lower, double? Upper, double? Reference, double? AlertBelow, double? AlertAbove, bool IsAlert);
