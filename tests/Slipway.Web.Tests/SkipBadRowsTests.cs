using System.Net;
using System.Text;
using System.Text.Json;

namespace Slipway.Web.Tests;

public sealed class SkipBadRowsTests : IAsyncLifetime
{
    private const string Good = """{"alcohol":20,"isRed":true,"grape":"merlot","picked":"2024-05-17T08:30:00Z"}""";
    private const string Bad = """{"alcohol":"strong","isRed":true,"picked":"2024-05-17T08:30:00Z"}""";
    private const string Skip = "/api/models/wine/predict?onError=skip";

    private TestServer _server = null!;

    public async Task InitializeAsync() => _server = await TestServer.StartAsync(models => models.AddWineAsync());

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Predict_SkippingBadRows_AnswersTheOthersInTheirPlaces()
    {
        var (status, body) = await _server.SendAsync(HttpMethod.Post, Skip, $"[{Bad}, {Good}, 7, {Good}, {Bad}]");

        Assert.Equal(HttpStatusCode.OK, status);
        var rows = body.GetProperty("predictions").EnumerateArray().ToList();
        Assert.Equal(
            [JsonValueKind.Null, JsonValueKind.Object, JsonValueKind.Null, JsonValueKind.Object, JsonValueKind.Null], rows.Select(r => r.ValueKind));
        Assert.Equal(3, body.GetProperty("errorCount").GetInt32());
        Assert.Equal(
            ["/0/alcohol", "/2", "/4/alcohol"], body.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()));
        var (_, alone) = await _server.PredictAsync("wine", Good);
        Assert.Equal(
            alone.GetProperty("prediction").GetProperty("probabilities").GetRawText(), rows[3].GetProperty("probabilities").GetRawText());
    }

    [Fact]
    public async Task Predict_SkippingWhereAllAreSound_AnswersAsEver()
    {
        var (_, body) = await _server.SendAsync(HttpMethod.Post, Skip, $"[{Good}]");
        Assert.Equal(["model", "version", "predictions"], body.EnumerateObject().Select(p => p.Name));
    }

    [Theory]
    [InlineData("[" + Bad + "]")]
    [InlineData(Bad)]
    [InlineData("[" + Good + ", ")]
    [InlineData("[]")]
    public async Task Predict_SkippingWithNothingLeft_IsRefused(string body)
    {
        var (status, _) = await _server.SendAsync(HttpMethod.Post, Skip, body);
        Assert.NotEqual(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task Predict_SkippingRowsOfATable_AnswersEmptyFieldsForThem()
    {
        const string Table = "alcohol,isRed,grape,picked\nstrong,true,merlot,2024-05-17\n20,true,merlot,2024-05-17\n";
        using var request = new HttpRequestMessage(HttpMethod.Post, Skip) { Content = new StringContent(Table, Encoding.UTF8, "text/csv") };
        request.Headers.Accept.ParseAdd("text/csv");
        using var response = await _server.Client.SendAsync(request);
        string[] lines = (await response.Content.ReadAsStringAsync()).Split("\r\n");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(",,,", lines[1]);
        Assert.Contains("good", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("onError=drop")]
    [InlineData("onError=skip&onError=fail")]
    public async Task Predict_OtherWordsForOnError_AreRefused(string query)
    {
        var (status, body) = await _server.SendAsync(HttpMethod.Post, $"/api/models/wine/predict?{query}", Good);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("request.parameter", body.GetProperty("code").GetString());
    }
}
