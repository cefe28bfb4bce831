using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Access;
using Slipway.Web.Access;

namespace Slipway.Web.Tests.Access;

/// <summary>Every route that is mapped, for callers without a key, with a wrong one, and with one of each role.</summary>
public sealed partial class AuthMatrixTests
{
    [Fact]
    public async Task Routes_ThatAreMapped_HaveARowInTheTable()
    {
        await using var server = await TestServer.StartAsync(_ => Task.CompletedTask);

        var mapped = Endpoints(server).ToList();

        Assert.All(mapped, route => Assert.True(route.Access is not null, $"{route.Method} {route.Pattern} has no row in RouteTable."));
        Assert.NotEmpty(mapped);
        Assert.All(RouteTable.Rows, row => Assert.True(row.Access.IsOpen == (row.Access.Roles.Count == 0), row.Pattern));
    }

    [Fact]
    public async Task Routes_ByEveryKindOfCaller_AnswerWhomTheTableNames()
    {
        await using var server = await TestServer.StartAsync(models => models.AddWineAsync());
        var texts = new Dictionary<string, string?> { ["none"] = null, ["wrong"] = "slw_000000000000_" + new string('0', 64) };
        foreach (var role in Enum.GetValues<AccessRole>())
        {
            texts.Add(role.ToString(), (await server.Keys.CreateAsync(role.ToString(), [role], "test", default)).Value.Text);
        }

        await server.WaitAsync(async () => (int)(await server.Client.GetAsync("/api/models")).StatusCode == 401);

        // Signing in refuses by what the form holds, whoever sends it.
        var routes = Endpoints(server).Where(e => e.Pattern != SignInEndpoints.SignInPath).ToList();
        Assert.NotEmpty(routes);
        foreach (var (method, pattern, access) in routes)
        {
            foreach (var (caller, text) in texts)
            {
                int expected = access!.IsOpen ? 0
                    : caller is "none" or "wrong" ? 401
                    : access.Roles.Contains(Enum.Parse<AccessRole>(caller)) ? 0 : 403;
                int actual = await RefusalAsync(server, method, pattern, text);
                Assert.True(expected == actual, $"{method} {pattern} for {caller}: expected {expected}, was {actual}.");
            }
        }
    }

    [Fact]
    public async Task Table_EveryRow_IsOfAMappedRoute()
    {
        await using var server = await TestServer.StartAsync(models => models.AddWineAsync());

        var mapped = Endpoints(server).Select(e => $"{e.Method} {e.Pattern}").ToHashSet();
        Assert.Empty(RouteTable.Rows.Select(r => $"{r.Method} {r.Pattern}").Except(mapped));
        Assert.All(Endpoints(server), endpoint => Assert.NotNull(endpoint.Access));
    }

    [Theory]
    [InlineData("GET", "/api/models/wine/versions/1", "Predict", 403)]
    [InlineData("PUT", "/api/models/wine/aliases/champion", "Read", 403)]
    [InlineData("PUT", "/api/models/wine/aliases/champion", "Predict", 403)]
    [InlineData("POST", "/api/models/wine/predict", "Operate", 403)]
    [InlineData("POST", "/api/models/wine/rollback", "Operate", 0)]
    [InlineData("GET", "/", "Read", 0)]
    public async Task Routes_ForSomeRoles_AreAsPeopleExpect(string method, string path, string role, int expected)
    {
        await using var server = await TestServer.StartAsync(models => models.AddWineAsync());
        string text = (await server.Keys.CreateAsync("one", [Enum.Parse<AccessRole>(role)], "test", default)).Value.Text;
        await server.WaitAsync(async () => (int)(await server.Client.GetAsync("/api/models")).StatusCode == 401);

        Assert.Equal(expected, await RefusalAsync(server, method, path, text));
    }

    [Fact]
    public void WithoutARow_ForAKeyOfAllRoles_IsClosed() =>
        Assert.False(new Caller("key:1", Enum.GetValues<AccessRole>()).HasAny(new RouteAccess().Roles));

    /// <summary>The status of a refusal for want of rights; 0 for anything else.</summary>
    private static async Task<int> RefusalAsync(TestServer server, string method, string pattern, string? key)
    {
        string path = Parameter().Replace(pattern, match => match.Groups[1].Value switch { "model" => "wine", "version" => "1", _ => "champion" });
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method != "GET")
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "text/plain");
        }

        if (key is not null)
        {
            request.Headers.Add("Authorization", $"Bearer {key}");
        }

        using var direct = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Client.BaseAddress };
        using var response = await direct.SendAsync(request);
        return response.Headers.WwwAuthenticate.Count > 0 ? (int)response.StatusCode : 0;
    }

    private static IEnumerable<(string Method, string Pattern, RouteAccess? Access)> Endpoints(TestServer server) =>
        server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(
            endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods,
            (endpoint, method) => (method, endpoint.RoutePattern.RawText!, endpoint.Metadata.GetMetadata<RouteAccess>()));

    [GeneratedRegex(@"\{\*{0,2}(\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
