using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Projects;

namespace Slipway.Alerts;

/// <summary>Writes an alert as a webhook takes it.</summary>
internal static class WebhookBody
{
    public const string GitHubHost = "api.github.com";

    private static readonly JsonSerializerOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] TeamsHosts = [".webhook.office.com", ".logic.azure.com", ".powerplatform.com", ".powerautomate.com"];

    /// <summary>The format that is meant: <see cref="WebhookFormat.Auto"/> goes by the host.</summary>
    public static WebhookFormat Choose(WebhookFormat asked, string host) =>
        asked != WebhookFormat.Auto ? asked
        : host.Equals("hooks.slack.com", StringComparison.OrdinalIgnoreCase) ? WebhookFormat.Slack
        : host.Equals(GitHubHost, StringComparison.OrdinalIgnoreCase) ? WebhookFormat.Github
        : TeamsHosts.Any(suffix => host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) ? WebhookFormat.Teams
        : WebhookFormat.Json;

    public static byte[] Write(Alert alert, AlertNotice notice, WebhookFormat format)
    {
        var body = format switch
        {
            WebhookFormat.Slack => Slack(alert, notice),
            WebhookFormat.Teams => Teams(alert, notice),
            WebhookFormat.Github => new JsonObject
            {
                ["event_type"] = "slipway-alert",

                // GitHub takes ten properties at most, so they go one level down.
                ["client_payload"] = new JsonObject { ["alert"] = Generic(alert, notice) },
            },
            _ => Generic(alert, notice),
        };
        return Encoding.UTF8.GetBytes(body.ToJsonString(Layout));
    }

    private static JsonObject Generic(Alert alert, AlertNotice notice) => new()
    {
        ["version"] = 1,
        ["notice"] = Word(notice),
        ["fingerprint"] = alert.Fingerprint,
        ["kind"] = Word(alert.Kind),
        ["severity"] = Word(alert.Severity),
        ["status"] = Word(alert.Status),
        ["model"] = alert.Model.Value,
        ["subject"] = alert.Subject,
        ["title"] = alert.Title,
        ["detail"] = alert.Detail,
        ["firstSeen"] = Time(alert.FirstSeen),
        ["lastSeen"] = Time(alert.LastSeen),
        ["resolvedAt"] = alert.ResolvedAt is { } resolved ? Time(resolved) : null,
        ["count"] = alert.Count,
    };

    private static JsonObject Slack(Alert alert, AlertNotice notice) => new()
    {
        ["text"] = EscapeSlack(Headline(alert, notice)),
        ["blocks"] = new JsonArray(
            new JsonObject
            {
                ["type"] = "section",
                ["text"] = new JsonObject
                {
                    ["type"] = "mrkdwn",
                    ["text"] = $"*{EscapeSlack(Headline(alert, notice))}*\n{EscapeSlack(alert.Detail)}",
                },
            },
            new JsonObject
            {
                ["type"] = "context",
                ["elements"] = new JsonArray(new JsonObject { ["type"] = "mrkdwn", ["text"] = EscapeSlack(Facts(alert)) }),
            }),
    };

    private static JsonObject Teams(Alert alert, AlertNotice notice) => new()
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.card.adaptive",
            ["content"] = new JsonObject
            {
                ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                ["type"] = "AdaptiveCard",
                ["version"] = "1.4",
                ["body"] = new JsonArray(
                    TextBlock(Headline(alert, notice), isTitle: true), TextBlock(alert.Detail, false), TextBlock(Facts(alert), false)),
            },
        }),
    };

    private static JsonObject TextBlock(string text, bool isTitle) => new()
    {
        ["type"] = "TextBlock",
        ["text"] = text,
        ["wrap"] = true,
        ["weight"] = isTitle ? "Bolder" : "Default",
    };

    private static string Headline(Alert alert, AlertNotice notice) =>
        notice == AlertNotice.Resolved ? $"Resolved: {alert.Title}" : $"{alert.Severity}: {alert.Title}";

    private static string Facts(Alert alert) => string.Create(
        CultureInfo.InvariantCulture,
        $"model {alert.Model} · {Word(alert.Kind)} · {alert.Subject} · since {alert.FirstSeen.UtcDateTime:u} · seen {alert.Count} times · {alert.Fingerprint}");

    // The characters that Slack reads as markup.
    private static string EscapeSlack(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static string Word<T>(T member)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(member.ToString());
}
