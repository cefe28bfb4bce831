using Slipway.Learning.Performance;
using Slipway.Learning.Profiles;

namespace Slipway.Monitoring;

/// <summary>Current data in the form that is compared with a reference.</summary>
/// <param name="Features">The features.</param>
/// <param name="Predictions">What the model answered, as <see cref="PredictionTable"/> lays it out; null where it was not asked.</param>
/// <param name="EstimatedPerformance">The performance that is to be expected; null where it cannot be estimated.</param>
public sealed record MonitoredData(DatasetProfile Features, DatasetProfile? Predictions, PerformanceEstimate? EstimatedPerformance);
