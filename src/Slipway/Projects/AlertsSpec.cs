using System.ComponentModel;

namespace Slipway.Projects;

/// <summary>Who is told when something needs attention.</summary>
public sealed record AlertsSpec
{
    /// <summary>An https URL that alerts are posted to. Default: none.</summary>
    [Description("An https URL that alerts are posted to as JSON.")]
    public Uri? Webhook { get; init; }

    /// <summary>The shape of what is posted. Default: chosen by the host of the webhook.</summary>
    [Description("The shape of what is posted; auto chooses by the host of the webhook.")]
    public WebhookFormat Format { get; init; } = WebhookFormat.Auto;
}
