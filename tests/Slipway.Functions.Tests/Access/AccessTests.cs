using System.Net;
using System.Text;
using Slipway.Functions.Tests.Worker;
using Slipway.Tests.Storage;
using Slipway.Web.Tests;

namespace Slipway.Functions.Tests.Access;

/// <summary>What the host did not ask for, a function does not allow: its requests have the roles that its keys stand for.</summary>
public sealed class AccessTests(AzuriteApp azurite) : IClassFixture<AzuriteApp>
{
    private const string Principal = "X-MS-CLIENT-PRINCIPAL";

    [ContractFact]
    public async Task Functions_GivenPathsOfHigherLevels_Refuse()
    {
        await new ModelFactory(azurite.Open("a-").Store).AddWineAsync();
        await using var host = await HostDouble.StartAsync(azurite.Settings("a-"));
        const string Rollback = "/api/models/wine/rollback";
        const string Predict = "/api/models/wine/predict";
        foreach (string function in (string[])["Predict", "Infer", "Invocations", "Dashboard", "Health"])
        {
            Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(host, function, HttpMethod.Post, Rollback));
            Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(host, function, HttpMethod.Put, "/api/models/wine/aliases/champion"));
            Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(host, function, HttpMethod.Post, "/v2/repository/models/wine/unload"));
        }

        foreach (string function in (string[])["Dashboard", "Health"])
        {
            Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(host, function, HttpMethod.Post, Predict));
        }

        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(host, "Health", HttpMethod.Get, "/metrics"));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(host, "Predict", HttpMethod.Get, "/metrics"));
        Assert.Equal(HttpStatusCode.Conflict, await SendAsync(host, "Manage", HttpMethod.Post, Rollback));

        // The platform did not say that it verifies people, so whoever claims to be one is nobody.
        string operate = Convert.ToBase64String(Encoding.UTF8.GetBytes(
            """{"claims":[{"typ":"roles","val":"slipway.operate"},{"typ":"preferred_username","val":"mallory"}],"role_typ":"roles"}"""));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(host, "Predict", HttpMethod.Post, Rollback, (Principal, operate)));
    }

    [ContractFact]
    public async Task Functions_WhereThePlatformVerifiesPeople_HonourThem()
    {
        await new ModelFactory(azurite.Open("p-").Store).AddWineAsync();
        var settings = azurite.Settings("p-");
        settings["WEBSITE_AUTH_ENABLED"] = "True";
        await using var host = await HostDouble.StartAsync(settings);
        string read = Convert.ToBase64String(Encoding.UTF8.GetBytes(
            """{"claims":[{"typ":"roles","val":"slipway.read"},{"typ":"preferred_username","val":"alice"}],"role_typ":"roles"}"""));

        Assert.Equal(HttpStatusCode.OK, await SendAsync(host, "Predict", HttpMethod.Get, "/metrics", (Principal, read)));
        Assert.Equal(
            HttpStatusCode.Forbidden, await SendAsync(host, "Predict", HttpMethod.Post, "/api/models/wine/rollback", (Principal, read)));
    }

    private static async Task<HttpStatusCode> SendAsync(
        HostDouble host, string function, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(new Uri(host.Capabilities["HttpUri"]), path));
        if (method != HttpMethod.Get)
        {
            request.Content = new StringContent("""{"reason":"a test"}""", Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await host.SendAsync(function, request);
        return response.StatusCode;
    }
}
