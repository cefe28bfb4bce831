using System.Net;
using System.Text;
using System.Text.Json;

namespace Slipway.Web.Tests;

public sealed class ExplainTests : IAsyncLifetime
{
    private const string Good = """{"alcohol":20,"isRed":true,"grape":"merlot","picked":"2024-05-17T08:30:00Z"}""";
    private const string Poor = """{"alcohol":10,"isRed":false,"grape":"merlot","picked":"2024-01-17T08:30:00Z"}""";
    private const string Explain = "/api/models/wine/predict?explain=true";

    private TestServer _server = null!;

    public async Task InitializeAsync() => _server = await TestServer.StartAsync(
        async models =>
        {
            await models.AddWineAsync();
            await models.AddExplainedWineAsync("told");
            await models.AddHugeAsync("price");
            await models.AddTreesWithoutCoversAsync("opaque");
        },
        options => options.MaxExplainedRows = 3);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Predict_Explained_SaysWhatEachFeatureAddsToThePredictedClass()
    {
        var (status, body) = await _server.SendAsync(HttpMethod.Post, Explain, Good);

        Assert.Equal(HttpStatusCode.OK, status);
        var explanation = body.GetProperty("prediction").GetProperty("explanation");
        Assert.Equal(["space", "class", "baseValue", "contributions"], explanation.EnumerateObject().Select(p => p.Name));
        Assert.Equal("margin", explanation.GetProperty("space").GetString());
        Assert.Equal("good, \"very\"", explanation.GetProperty("class").GetString());
        AssertExplains(explanation, -30, 20, 2, 4, 5);
    }

    [Fact]
    public async Task Predict_ExplainedRows_ExplainsEachByItsOwnClass()
    {
        var (_, body) = await _server.SendAsync(HttpMethod.Post, Explain + "&onError=skip", $"[{Good}, 7, {Poor}]");

        var rows = body.GetProperty("predictions").EnumerateArray().ToList();
        AssertExplains(rows[0].GetProperty("explanation"), -30, 20, 2, 4, 5);
        Assert.Equal(JsonValueKind.Null, rows[1].ValueKind);
        Assert.Equal("bad", rows[2].GetProperty("explanation").GetProperty("class").GetString());
        AssertExplains(rows[2].GetProperty("explanation"), 30, -10, 0, -4, -1);
    }

    [Fact]
    public async Task Predict_ExplainedNumber_HasNoClass()
    {
        var (_, body) = await _server.SendAsync(HttpMethod.Post, "/api/models/price/predict?explain=true", """{"size":2}""");

        var explanation = body.GetProperty("prediction").GetProperty("explanation");
        Assert.False(explanation.TryGetProperty("class", out _));
        Assert.Equal(2e30, explanation.GetProperty("contributions").GetProperty("size").GetDouble(), 1e24);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?explain=false")]
    public async Task Predict_NotAsked_IsNotExplained(string query)
    {
        var (_, body) = await _server.SendAsync(HttpMethod.Post, "/api/models/wine/predict" + query, Good);

        Assert.False(body.GetProperty("prediction").TryGetProperty("explanation", out _));
    }

    [Fact]
    public async Task Predict_SpecThatExplains_ExplainsUnlessToldOtherwise()
    {
        var (_, body) = await _server.PredictAsync("told", Good);
        var (_, plain) = await _server.SendAsync(HttpMethod.Post, "/api/models/told/predict?explain=false", Good);

        AssertExplains(body.GetProperty("prediction").GetProperty("explanation"), -30, 20, 2, 4, 5);
        Assert.False(plain.GetProperty("prediction").TryGetProperty("explanation", out _));
    }

    [Fact]
    public async Task Predict_SpecThatExplainsTooManyRows_AnswersAndNotesIt()
    {
        var (status, body) = await _server.PredictAsync("told", $"[{Good}, {Good}, {Good}, {Good}]");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.All(body.GetProperty("predictions").EnumerateArray(), row => Assert.False(row.TryGetProperty("explanation", out _)));
        Assert.StartsWith("No explanations: 4 rows", Assert.Single(body.GetProperty("notes").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wine", "?explain=yes", 400, "request.parameter")]
    [InlineData("wine", "?explain=", 400, "request.parameter")]
    [InlineData("wine", "?explain=true&explain=true", 400, "request.parameter")]
    [InlineData("wine", "?explain=true", 413, "explain.tooManyRows")]
    [InlineData("opaque", "?explain=true", 422, "explain.noCovers")]
    public async Task Predict_ExplanationThatCannotBe_IsRefused(string model, string query, int status, string code)
    {
        string body = model == "wine" ? $"[{Good}, {Good}, {Good}, {Good}]" : """{"size":2}""";

        var (answered, problem) = await _server.SendAsync(HttpMethod.Post, $"/api/models/{model}/predict{query}", body);

        Assert.Equal((status, code), ((int)answered, problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Predict_ExplainedAsCsv_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Explain) { Content = new StringContent(Good, Encoding.UTF8, "application/json") };
        request.Headers.Accept.ParseAdd("text/csv");
        using var response = await _server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task OpenApi_Predict_NamesTheParameterAndTheExplanation()
    {
        var (_, document) = await _server.SendAsync(HttpMethod.Get, "/openapi.json");

        var post = document.GetProperty("paths").GetProperty("/api/models/wine/predict").GetProperty("post");
        Assert.Contains("explain", post.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        var prediction = document.GetProperty("components").GetProperty("schemas").GetProperty("wine-prediction");
        Assert.True(prediction.GetProperty("properties").TryGetProperty("explanation", out _));
        Assert.DoesNotContain("explanation", prediction.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
    }

    private static void AssertExplains(JsonElement explanation, double baseValue, params double[] contributions)
    {
        Assert.Equal(baseValue, explanation.GetProperty("baseValue").GetDouble(), 1e-5);
        var given = explanation.GetProperty("contributions").EnumerateObject().ToList();
        Assert.Equal(["alcohol", "isRed", "grape", "picked"], given.Select(p => p.Name));
        for (int i = 0; i < contributions.Length; i++)
        {
            Assert.Equal(contributions[i], given[i].Value.GetDouble(), 1e-5);
        }
    }
}
