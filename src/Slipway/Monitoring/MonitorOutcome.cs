using Slipway.Learning.Results;
using Slipway.Registry;

namespace Slipway.Monitoring;

/// <summary>What monitoring found of a model.</summary>
/// <param name="Model">The model.</param>
/// <param name="Window">The last window that is over; null when it was looked at before, or could not be.</param>
/// <param name="Problems">Why the model could not be monitored; empty when it could.</param>
public sealed record MonitorOutcome(ModelName Model, MonitoredWindow? Window, IReadOnlyList<Problem> Problems)
{
    /// <summary>The windows before it that were looked at too, oldest first: missed ones, and those for which outcomes came late.</summary>
    public IReadOnlyList<MonitoredWindow> Earlier { get; set; } = [];
}
