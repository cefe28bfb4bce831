using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Alerts;
using Slipway.Projects;
using Slipway.Registry;
using Slipway.Tests.Storage;

namespace Slipway.Tests.Alerts;

public sealed class WebhookChannelTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Send_GoodWebhook_PostsSignedJson()
    {
        await using var listener = new WebhookListener("204 No Content");
        using var channel = Channel("swordfish");

        Assert.True(await channel.SendAsync(Alert(), AlertNotice.Opened, new AlertsSpec { Webhook = listener.Url }, default));

        var (headers, body) = Assert.Single(listener.Requests);
        Assert.Equal("driftDetected", (string?)JsonNode.Parse(body)!["kind"]);
        Assert.Equal("opened", (string?)JsonNode.Parse(body)!["notice"]);
        string expected = WebhookChannel.Sign("swordfish", headers["X-Slipway-Timestamp"], Encoding.UTF8.GetBytes(body));
        Assert.Equal(expected, headers["X-Slipway-Signature"]);
    }

    [Fact]
    public void Sign_KnownVector_IsHmacSha256() => Assert.Equal(
        // Python 3.11, hmac.new(b"secret", b"1700000000.{}", sha256)
        "sha256=b8569b78799ff9e3cbff0fc2d63a33a2b57f3282abd07c37ae5e8e7d79a5f163",
        WebhookChannel.Sign("secret", "1700000000", "{}"u8.ToArray()));

    [Fact]
    public async Task Send_NoSecret_IsNotSigned()
    {
        await using var listener = new WebhookListener("200 OK");
        using var channel = Channel(null);

        await channel.SendAsync(Alert(), AlertNotice.Opened, new AlertsSpec { Webhook = listener.Url }, default);

        Assert.False(Assert.Single(listener.Requests).Headers.ContainsKey("X-Slipway-Signature"));
    }

    [Fact]
    public async Task Send_AnswersThatMayPass_AreTriedAgain()
    {
        await using var listener = new WebhookListener("503 Busy", "429 Slow down", "200 OK");
        using var channel = Channel(null);

        Assert.True(await channel.SendAsync(Alert(), AlertNotice.Opened, new AlertsSpec { Webhook = listener.Url }, default));
        Assert.Equal(3, listener.Requests.Count);
    }

    [Fact]
    public async Task Send_NeverAnswersWell_GivesUp()
    {
        await using var listener = new WebhookListener("500 No", "500 No", "500 No");
        using var channel = Channel(null);

        Assert.False(await channel.SendAsync(Alert(), AlertNotice.Opened, new AlertsSpec { Webhook = listener.Url }, default));
        Assert.Equal(3, listener.Requests.Count);
    }

    [Theory]
    [InlineData("404 Gone")]
    [InlineData("302 Found\r\nLocation: http://127.0.0.1:1/")]
    public async Task Send_FinalAnswerOrRedirect_IsNeitherFollowedNorRepeated(string answer)
    {
        await using var listener = new WebhookListener(answer);
        using var channel = Channel(null);

        Assert.False(await channel.SendAsync(Alert(), AlertNotice.Opened, new AlertsSpec { Webhook = listener.Url }, default));
        Assert.Single(listener.Requests);
    }

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://localhost/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::1]/")]
    [InlineData("http://example.com/")]
    public async Task Send_HostThatIsNotOnTheInternetOrNotHttps_IsRefused(string url)
    {
        using var channel = new WebhookChannel(new AlertOptions(), null, _time, NullLogger<WebhookChannel>.Instance);

        Assert.False(await channel.SendAsync(Alert(), AlertNotice.Opened, new AlertsSpec { Webhook = new Uri(url) }, default));
    }

    [Fact]
    public async Task Send_HostThatIsNotAllowed_IsRefused()
    {
        await using var listener = new WebhookListener();
        var options = new AlertOptions { AllowPrivateAddresses = true, AllowedHosts = ["hooks.example.com"] };
        using var channel = new WebhookChannel(options, null, _time, NullLogger<WebhookChannel>.Instance);

        Assert.False(await channel.SendAsync(Alert(), AlertNotice.Opened, new AlertsSpec { Webhook = listener.Url }, default));
    }

    [Theory]
    [InlineData(true, "Bearer token-of-github")]
    [InlineData(false, null)]
    public async Task Send_ToGitHub_DispatchesTheAlertAndGivesTheTokenToAllowedHostsOnly(bool isAllowed, string? authorization)
    {
        await using var listener = new WebhookListener("204 No Content");
        var options = new AlertOptions { AllowPrivateAddresses = true, AllowedHosts = isAllowed ? [listener.Url.Host] : [] };
        using var channel = new WebhookChannel(options, null, _time, NullLogger<WebhookChannel>.Instance, "token-of-github");

        var recipients = new AlertsSpec { Webhook = listener.Url, Format = WebhookFormat.Github };
        Assert.True(await channel.SendAsync(Alert(), AlertNotice.Opened, recipients, default));

        var (headers, body) = Assert.Single(listener.Requests);
        Assert.Equal(authorization, headers.GetValueOrDefault("Authorization"));
        Assert.Equal("slipway-alert", (string?)JsonNode.Parse(body)!["event_type"]);
        Assert.Equal("driftDetected", (string?)JsonNode.Parse(body)!["client_payload"]!["alert"]!["kind"]);
    }

    [Fact]
    public async Task Send_NoWebhook_HasNobodyToTell()
    {
        using var channel = Channel(null);

        Assert.True(await channel.SendAsync(Alert(), AlertNotice.Opened, new AlertsSpec(), default));
    }

    [Theory]
    [InlineData("hooks.slack.com", WebhookFormat.Slack)]
    [InlineData("contoso.webhook.office.com", WebhookFormat.Teams)]
    [InlineData("prod-1.westeurope.logic.azure.com", WebhookFormat.Teams)]
    [InlineData("api.github.com", WebhookFormat.Github)]
    [InlineData("hooks.example.com", WebhookFormat.Json)]
    public void Choose_Auto_GoesByTheHost(string host, WebhookFormat expected) =>
        Assert.Equal(expected, WebhookBody.Choose(WebhookFormat.Auto, host));

    [Fact]
    public void Write_SlackAndTeams_HaveTheirShapes()
    {
        var slack = JsonNode.Parse(WebhookBody.Write(Alert(), AlertNotice.Resolved, WebhookFormat.Slack))!;
        var teams = JsonNode.Parse(WebhookBody.Write(Alert(), AlertNotice.Opened, WebhookFormat.Teams))!;

        Assert.Equal("Resolved: Drift of &lt;wine&gt;", (string?)slack["text"]);
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)teams["attachments"]![0]!["contentType"]);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    public void IsPublic_Address_IsToldApart(string address, bool expected) =>
        Assert.Equal(expected, PublicAddress.IsPublic(IPAddress.Parse(address)));

    private static Alert Alert() => AlertTransition.Seen(
        null,
        new AlertCondition(
            AlertKind.DriftDetected, ModelName.Parse("wine"), "inputs", AlertSeverity.Warning, "Drift of <wine>", "5 of 9 columns have drifted."),
        new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero),
        TimeSpan.FromDays(1)).Next!;

    private WebhookChannel Channel(string? secret) => new(
        new AlertOptions { AllowPrivateAddresses = true, RetryDelay = TimeSpan.Zero, MaxAttempts = 3 },
        secret,
        _time,
        NullLogger<WebhookChannel>.Instance);
}
