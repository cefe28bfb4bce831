using System.Net;
using System.Text;
using Slipway.Access;
using Slipway.Audit;

namespace Slipway.Web.Tests.Access;

/// <summary>Keys over HTTP while a server runs.</summary>
public sealed class KeyTests
{
    [Fact]
    public async Task Keys_MadeRotatedAndRevoked_CountWithoutRestart()
    {
        await using var server = await TestServer.StartAsync(models => models.AddWineAsync());
        Assert.Equal(HttpStatusCode.OK, await GetAsync(server, null));

        var first = (await server.Keys.CreateAsync("ada", [AccessRole.Operate], "test", default)).Value;
        await server.WaitAsync(async () => await GetAsync(server, null) == HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(server, first.Text));
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/health/live")).StatusCode);

        var kept = (await server.Keys.RotateAsync(first.Key.Id, TimeSpan.FromHours(1), "test", default)).Value;
        await server.WaitAsync(async () => await GetAsync(server, kept.Text) == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(server, first.Text));

        var last = (await server.Keys.RotateAsync(first.Key.Id, TimeSpan.Zero, "test", default)).Value;
        await server.WaitAsync(async () => await GetAsync(server, kept.Text) == HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(server, last.Text));

        await server.Keys.RevokeAsync(first.Key.Id, "test", default);
        await server.WaitAsync(async () => await GetAsync(server, last.Text) == HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(server, null));
    }

    [Fact]
    public async Task Promote_WithAKey_IsRecordedUnderItsId()
    {
        await using var server = await TestServer.StartAsync(async models =>
        {
            await models.AddWineAsync();
            await models.AddWineAsync();
        });
        var key = (await server.Keys.CreateAsync("ada", [AccessRole.Operate], "test", default)).Value;
        await server.WaitAsync(async () => await GetAsync(server, null) == HttpStatusCode.Unauthorized);
        server.Client.DefaultRequestHeaders.Add("X-Api-Key", key.Text);

        var (status, _) = await server.SendAsync(HttpMethod.Put, "/api/models/wine/aliases/champion", """{"version":1,"reason":"better"}""");

        Assert.Equal(HttpStatusCode.OK, status);
        var records = new List<AuditRecord>();
        await foreach (var record in new AuditLog(server.Store).ReadAsync(0, default))
        {
            records.Add(record);
        }

        Assert.Equal($"key:{key.Key.Id}", records[^1].Actor);
        Assert.DoesNotContain(records, r => r.ToString().Contains(key.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignIn_InABrowser_ShowsPagesAndChangesNothing()
    {
        await using var server = await TestServer.StartAsync(models => models.AddWineAsync());
        var key = (await server.Keys.CreateAsync("ada", [AccessRole.Read, AccessRole.Operate], "test", default)).Value;
        await server.WaitAsync(async () => await GetAsync(server, null) == HttpStatusCode.Unauthorized);
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Client.BaseAddress };
        browser.DefaultRequestHeaders.Add("Accept", "text/html");

        var asked = await browser.GetAsync("/reports/wine?x=%22%3E");
        string page = await asked.Content.ReadAsStringAsync();
        var refused = await PostAsync(browser, "wrong", "/reports/wine");
        var signedIn = await PostAsync(browser, key.Text, "/reports/wine");
        var elsewhere = await PostAsync(browser, key.Text, "//example.org/");
        var seen = await browser.GetAsync("/reports/wine");
        var changed = await browser.PutAsync(
            "/api/models/wine/aliases/champion", new StringContent("""{"version":1,"reason":"x"}""", Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.Unauthorized, asked.StatusCode);
        Assert.Contains("<form", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\">\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal((HttpStatusCode.SeeOther, "/reports/wine"), (signedIn.StatusCode, signedIn.Headers.Location?.OriginalString));
        string cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("/", elsewhere.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, changed.StatusCode);
    }

    [Fact]
    public async Task SignIn_FromAPageOfAnotherSite_IsRefused()
    {
        await using var server = await TestServer.StartAsync(_ => Task.CompletedTask);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new StringContent("key=x") };
        request.Headers.Add("Origin", "https://example.org");

        Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.SendAsync(request)).StatusCode);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient browser, string key, string path) => browser.PostAsync(
        "/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["key"] = key, ["return"] = path }));

    private static async Task<HttpStatusCode> GetAsync(TestServer server, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/models");
        if (key is not null)
        {
            request.Headers.Add("X-Api-Key", key);
        }

        return (await server.Client.SendAsync(request)).StatusCode;
    }
}
