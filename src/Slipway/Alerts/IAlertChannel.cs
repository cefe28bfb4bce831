using Slipway.Projects;

namespace Slipway.Alerts;

/// <summary>A way to tell people of alerts.</summary>
public interface IAlertChannel
{
    /// <summary>The name in logs and metrics.</summary>
    string Name { get; }

    /// <summary>Tells of an alert. Does not throw, but for being cancelled.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="notice">Why it is told.</param>
    /// <param name="recipients">What the model's spec says of alerts.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>Whether it was told; true also when this channel has nobody to tell.</returns>
    Task<bool> SendAsync(Alert alert, AlertNotice notice, AlertsSpec recipients, CancellationToken cancellationToken);
}
