using System.Net;
using System.Text.Json;

namespace Slipway.Web.Tests;

public sealed class ManagementTests : IAsyncLifetime
{
    private TestServer _server = null!;

    public async Task InitializeAsync() => _server = await TestServer.StartAsync(async models =>
    {
        await models.AddWineAsync();
        await models.AddConstantAsync("price", 1);
        await models.AddConstantAsync("price", 2);
        await models.PromoteAsync("price", 1);
    });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Models_Get_ListsAllWithTheirChampions()
    {
        var body = await GetAsync("/api/models");

        var models = body.GetProperty("models").EnumerateArray().ToList();
        Assert.Equal(["price", "wine"], models.Select(m => m.GetProperty("name").GetString()));
        Assert.All(models, m => Assert.Equal(1, m.GetProperty("champion").GetInt32()));
        Assert.Equal(0.9, models[0].GetProperty("metrics").GetProperty("accuracy").GetDouble());
    }

    [Fact]
    public async Task Model_Get_GivesVersionsAliasesAndMetrics()
    {
        var body = await GetAsync("/api/models/price");

        Assert.Equal([1, 2], body.GetProperty("versions").EnumerateArray().Select(v => v.GetInt32()));
        Assert.Equal(1, body.GetProperty("aliases").GetProperty("champion").GetInt32());
        Assert.Equal(0.9, body.GetProperty("champion").GetProperty("metrics").GetProperty("accuracy").GetDouble());
    }

    [Fact]
    public async Task Version_Get_GivesTheManifest()
    {
        var body = await GetAsync("/api/models/price/versions/2");

        Assert.Equal((2, "linear"), (body.GetProperty("version").GetInt32(), body.GetProperty("trainer").GetString()));
    }

    [Theory]
    [InlineData("/api/models/wine/schema")]
    [InlineData("/api/models/wine/schema?version=1")]
    [InlineData("/api/models/wine/versions/1/schema")]
    public async Task Schema_Get_HasAnExampleThatTheModelAccepts(string path)
    {
        var body = await GetAsync(path);

        Assert.Equal(["alcohol", "isRed", "grape", "picked"], body.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("name").GetString()));
        var (status, _) = await _server.PredictAsync("wine", body.GetProperty("example").GetRawText());
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task Card_Get_IsAPageWithoutScripts()
    {
        using var response = await _server.Client.GetAsync("/api/models/wine/versions/1/card");

        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.StartsWith("default-src 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_GetByABrowser_ShowsModelsAndCallsWithoutScripts()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        using var response = await _server.Client.SendAsync(request);
        string html = await response.Content.ReadAsStringAsync();

        Assert.Contains("/api/models/wine/versions/1/card", html, StringComparison.Ordinal);
        Assert.Contains("accuracy 0.9", html, StringComparison.Ordinal);
        Assert.Contains("/api/models/price/predict", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Alias_PutAndRollBack_AreLiveWhenAnswered()
    {
        var (status, body) = await _server.SendAsync(HttpMethod.Put, "/api/models/price/aliases/champion", """{"version":2,"reason":"better"}""");
        Assert.Equal((HttpStatusCode.OK, 2), (status, body.GetProperty("version").GetInt32()));
        Assert.Equal(2, await ValueAsync(""));

        (status, body) = await _server.SendAsync(HttpMethod.Post, "/api/models/price/rollback", """{"reason":"worse after all"}""");
        Assert.Equal((HttpStatusCode.OK, 1), (status, body.GetProperty("version").GetInt32()));
        Assert.Equal(1, await ValueAsync(""));

        (status, body) = await _server.SendAsync(HttpMethod.Post, "/api/models/price/rollback", """{"reason":"again"}""");
        Assert.Equal((HttpStatusCode.Conflict, "registry.nothingToRollBackTo"), (status, body.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Predict_OtherVersionOrAlias_AnswersFromIt()
    {
        await _server.SendAsync(HttpMethod.Put, "/api/models/price/aliases/challenger", """{"version":2,"reason":"a trial"}""");

        Assert.Equal(1, await ValueAsync("?alias=champion"));
        Assert.Equal(2, await ValueAsync("?alias=challenger"));
        Assert.Equal(2, await ValueAsync("?version=2"));
        Assert.Equal(1, await ValueAsync("?version=1"));
    }

    [Theory]
    [InlineData("PUT", "/api/models/price/aliases/champion", "{\"version\":9,\"reason\":\"r\"}", 404, "registry.versionNotFound")]
    [InlineData("PUT", "/api/models/price/aliases/champion", "{\"version\":2}", 422, "registry.reasonMissing")]
    [InlineData("PUT", "/api/models/price/aliases/champion", "{\"reason\":\"r\"}", 400, "request.versionMissing")]
    [InlineData("PUT", "/api/models/price/aliases/champion", "{\"version\":\"2\",\"reason\":\"r\"}", 400, "request.jsonInvalid")]
    [InlineData("PUT", "/api/models/price/aliases/champion", "{\"version\":2,\"why\":\"r\"}", 400, "request.jsonInvalid")]
    [InlineData("PUT", "/api/models/price/aliases/champion", "", 400, "request.jsonInvalid")]
    [InlineData("PUT", "/api/models/price/aliases/Bad!", "{\"version\":2,\"reason\":\"r\"}", 422, "registry.aliasInvalid")]
    [InlineData("PUT", "/api/models/nobody/aliases/champion", "{\"version\":2,\"reason\":\"r\"}", 404, "serving.modelNotFound")]
    [InlineData("POST", "/api/models/nobody/rollback", "{\"reason\":\"r\"}", 404, "registry.modelNotFound")]
    [InlineData("GET", "/api/models/nobody", null, 404, "registry.modelNotFound")]
    [InlineData("GET", "/api/models/..%2f..%2faudit", null, 404, "serving.nameInvalid")]
    [InlineData("GET", "/api/models/price/versions/0", null, 404, "serving.versionNotFound")]
    [InlineData("GET", "/api/models/price/versions/..%2f1", null, 404, "serving.versionNotFound")]
    [InlineData("GET", "/api/models/price/versions/7", null, 404, "registry.versionNotFound")]
    [InlineData("GET", "/nowhere", null, 404, "request.notFound")]
    [InlineData("GET", "/api/models/price/predict", null, 405, "request.method")]
    [InlineData("DELETE", "/api/models", null, 405, "request.method")]
    public async Task Send_BadRequest_AnswersOneShape(string method, string path, string? body, int status, string code)
    {
        var (answered, problem) = await _server.SendAsync(new HttpMethod(method), path, body);

        Assert.Equal((status, code), ((int)answered, problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Alias_PutAsAForm_IsRefused()
    {
        var (status, _) = await _server.SendAsync(HttpMethod.Put, "/api/models/price/aliases/champion", "{\"version\":2,\"reason\":\"r\"}", "text/plain");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
    }

    [Fact]
    public async Task Send_DamagedManifest_IsAServerErrorWithoutItsText()
    {
        string manifest = Directory.EnumerateFiles(_server.Folder, "manifest.json", SearchOption.AllDirectories)
            .Single(f => f.Contains("price", StringComparison.Ordinal) && f.Contains($"{Path.DirectorySeparatorChar}2{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        await File.WriteAllTextAsync(manifest, "SECRET");

        var (status, problem) = await _server.SendAsync(HttpMethod.Get, "/api/models/price/versions/2");

        Assert.Equal((HttpStatusCode.InternalServerError, "server.unexpected"), (status, problem.GetProperty("code").GetString()));
        Assert.DoesNotContain("SECRET", problem.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_Live_Answers() => Assert.Equal("live", (await GetAsync("/health/live")).GetProperty("status").GetString());

    private async Task<JsonElement> GetAsync(string path)
    {
        var (status, body) = await _server.SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, status);
        return body;
    }

    private async Task<double> ValueAsync(string query)
    {
        var (_, body) = await _server.SendAsync(HttpMethod.Post, "/api/models/price/predict" + query, """{"size":1}""");
        return body.GetProperty("prediction").GetProperty("value").GetDouble();
    }
}
