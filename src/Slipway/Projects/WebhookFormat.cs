namespace Slipway.Projects;

/// <summary>The shape of what is posted to a webhook.</summary>
public enum WebhookFormat
{
    /// <summary>Chosen by the host: those of Slack, Teams and GitHub get their own shapes, all others plain JSON.</summary>
    Auto,

    /// <summary>The alert as a JSON object.</summary>
    Json,

    /// <summary>A message of a Slack incoming webhook.</summary>
    Slack,

    /// <summary>An adaptive card, as the workflows of Microsoft Teams take it.</summary>
    Teams,

    /// <summary>A <c>repository_dispatch</c> of the type <c>slipway-alert</c>, which starts workflows on GitHub.</summary>
    Github,
}
