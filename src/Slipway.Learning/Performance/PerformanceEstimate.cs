namespace Slipway.Learning.Performance;

/// <summary>The performance of a model on rows whose outcomes are not known yet; serialisable as JSON, every number finite.</summary>
/// <param name="Method"><c>CBPE</c> for classes, <c>DLE</c> for numbers.</param>
/// <param name="RowCount">The rows that it is about.</param>
/// <param name="Metrics">The metrics that could be estimated.</param>
/// <param name="Assumptions">What must hold for the estimate to be right, in sentences.</param>
public sealed record PerformanceEstimate(
    string Method, long RowCount, IReadOnlyList<EstimatedMetric> Metrics, IReadOnlyList<string> Assumptions);
