using System.ComponentModel;

namespace Slipway.Projects;

/// <summary>Who is told when something needs attention.</summary>
public sealed record AlertsSpec
{
    /// <summary>An https URL that alerts are posted to. Default: none.</summary>
    [Description("An https URL that alerts are posted to as JSON.")]
    public Uri? Webhook { get; init; }
}
