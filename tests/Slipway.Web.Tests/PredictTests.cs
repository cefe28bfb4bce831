using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Slipway.Web.Tests;

public sealed class PredictTests : IAsyncLifetime
{
    private const string Good = """{"alcohol":20,"isRed":true,"grape":"merlot","picked":"2024-05-17T08:30:00Z"}""";

    // 20 + 2 + 4 + 5 - 30 = 1, through the logistic function.
    private const double GoodProbability = 0.7310585786300049;

    private TestServer _server = null!;

    public async Task InitializeAsync() => _server = await TestServer.StartAsync(
        async models =>
        {
            await models.AddWineAsync();
            await models.AddHugeAsync("price");
        },
        options => (options.MaxRows, options.MaxBodyBytes) = (3000, 1024 * 1024));

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Predict_OneObject_AnswersOnePrediction()
    {
        var (status, body) = await _server.PredictAsync("wine", Good);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["model", "version", "prediction"], body.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("wine", 1), (body.GetProperty("model").GetString(), body.GetProperty("version").GetInt32()));
        var prediction = body.GetProperty("prediction");
        Assert.Equal("good, \"very\"", prediction.GetProperty("label").GetString());
        var probabilities = prediction.GetProperty("probabilities");
        Assert.Equal(GoodProbability, probabilities.GetProperty("good, \"very\"").GetDouble(), 1e-6);
        Assert.Equal(1 - GoodProbability, probabilities.GetProperty("bad").GetDouble(), 1e-6);
        Assert.Equal(7, prediction.GetProperty("id").GetGuid().Version);
    }

    [Theory]
    [InlineData("""{"alcohol":20,"isRed":0,"grape":"merlot","picked":"2024-05-17"}""", 20 + 4 + 5 - 30)]
    [InlineData("""{"alcohol":20,"isRed":false,"grape":1,"picked":"2024-01-31T23:30:00-02:00"}""", 20 + 8 + 2 - 30)]
    [InlineData("""{"alcohol":10,"isRed":"yes","grape":null,"picked":"2024-03-01"}""", 10 + 2 + 16 + 3 - 30)]
    [InlineData("""{"alcohol":10,"isRed":"yes","picked":"2024-03-01"}""", 10 + 2 + 16 + 3 - 30)]
    [InlineData("""{"alcohol":10,"isRed":"yes","grape":"riesling","picked":"2024-03-01"}""", 10 + 2 + 16 + 3 - 30)]
    public async Task Predict_EveryType_BindsToItsInput(string row, double score)
    {
        var (_, body) = await _server.PredictAsync("wine", row);

        double probability = body.GetProperty("prediction").GetProperty("probabilities").GetProperty("good, \"very\"").GetDouble();
        Assert.Equal(1 / (1 + Math.Exp(-score)), probability, 1e-6);
    }

    [Fact]
    public async Task Predict_ManyRows_AnswersEachInOrderWithAnIdOfItsOwn()
    {
        string rows = string.Join(',', Enumerable.Range(0, 2500).Select(i => $$"""{"alcohol":{{i % 100}},"isRed":0,"grape":"merlot","picked":"2024-05-17"}"""));

        var (status, body) = await _server.PredictAsync("wine", $"[{rows}]");

        Assert.Equal(HttpStatusCode.OK, status);
        var predictions = body.GetProperty("predictions").EnumerateArray().ToList();
        Assert.Equal(2500, predictions.Count);
        Assert.Equal(2500, predictions.Select(p => p.GetProperty("id").GetGuid()).Distinct().Count());
        for (int i = 0; i < predictions.Count; i++)
        {
            double expected = 1 / (1 + Math.Exp(-((i % 100) - 21)));
            Assert.Equal(expected, predictions[i].GetProperty("probabilities").GetProperty("good, \"very\"").GetDouble(), 1e-6);
        }
    }

    [Fact]
    public async Task Predict_ArrayOfOne_AnswersAnArray()
    {
        var (_, body) = await _server.PredictAsync("wine", $"[{Good}]");

        Assert.Equal(1, body.GetProperty("predictions").GetArrayLength());
    }

    [Fact]
    public async Task Predict_FurtherColumns_AreNoted()
    {
        var (status, body) = await _server.PredictAsync("wine", Good.Insert(1, "\"vintage\":1999,"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["'vintage' is no feature of the model and was ignored."], body.GetProperty("notes").EnumerateArray().Select(n => n.GetString()));
    }

    [Fact]
    public async Task Predict_Csv_AnswersJson()
    {
        var (status, body) = await _server.PredictAsync("wine", "grape,alcohol,picked,isRed\nmerlot,20,2024-05-17,1\n,10,2024-03-01,yes\n", "text/csv");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(2, body.GetProperty("predictions").GetArrayLength());
    }

    [Fact]
    public async Task Predict_AcceptCsv_AnswersCsv()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/models/wine/predict");
        request.Headers.Accept.ParseAdd("text/csv");
        request.Content = new StringContent($"[{Good}]", Encoding.UTF8, "application/json");

        using var response = await _server.Client.SendAsync(request);

        Assert.Equal("text/csv; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        string[] lines = (await response.Content.ReadAsStringAsync()).Split("\r\n");
        Assert.Equal("id,label,probability_bad,\"probability_good, \"\"very\"\"\"", lines[0]);
        Assert.Contains(",\"good, \"\"very\"\"\",0.26", lines[1], StringComparison.Ordinal);
        Assert.Equal(GoodProbability, double.Parse(lines[1].Split(',')[^1], CultureInfo.InvariantCulture), 1e-6);
    }

    [Fact]
    public async Task Predict_Regression_AnswersAValue()
    {
        var (_, body) = await _server.PredictAsync("price", """{"size":2}""");

        Assert.Equal(2e30, body.GetProperty("prediction").GetProperty("value").GetDouble(), 1e24);
    }

    [Theory]
    [InlineData("wine", "", "application/json", 400, "request.empty")]
    [InlineData("wine", "{", "application/json", 400, "request.jsonInvalid")]
    [InlineData("wine", "7", "application/json", 400, "request.shape")]
    [InlineData("wine", "[]", "application/json", 422, "request.noRows")]
    [InlineData("wine", "{}", "application/json", 422, "input.missing")]
    [InlineData("wine", "[1]", "application/json", 422, "input.rowNotObject")]
    [InlineData("wine", "{}", "text/plain", 415, "request.contentType")]
    [InlineData("wine", "{}", "application/json; charset=utf-16", 415, "request.contentType")]
    [InlineData("wine", "a,b\n1,2\n", "text/csv", 422, "input.noKnownColumn")]
    [InlineData("wine", "", "text/csv", 422, "csv.emptyFile")]
    [InlineData("price", "{\"size\":1e10}", "application/json", 422, "serving.notFinite")]
    [InlineData("price", "{\"size\":1e999}", "application/json", 422, "input.notFinite")]
    [InlineData("nobody", "{}", "application/json", 404, "serving.modelNotFound")]
    [InlineData("..%2fx", "{}", "application/json", 404, "serving.nameInvalid")]
    [InlineData("%2e%2e%2fx", "{}", "application/json", 404, "serving.nameInvalid")]
    [InlineData("..%5cx", "{}", "application/json", 404, "serving.nameInvalid")]
    [InlineData("../x", "{}", "application/json", 404, "request.notFound")]
    [InlineData("Wine", "{}", "application/json", 404, "serving.nameInvalid")]
    public async Task Predict_BadRequest_AnswersOneShape(string model, string body, string contentType, int status, string code)
    {
        var (answered, problem) = await _server.PredictAsync(model, body, contentType);

        AssertProblem(answered, problem, status, code);
    }

    [Theory]
    [InlineData("?version=0", 400, "request.parameter")]
    [InlineData("?version=x", 400, "request.parameter")]
    [InlineData("?version=1&alias=champion", 400, "request.parameter")]
    [InlineData("?version=99", 404, "registry.versionNotFound")]
    [InlineData("?alias=nobody", 404, "serving.aliasNotFound")]
    public async Task Predict_BadQuery_AnswersOneShape(string query, int status, string code)
    {
        var (answered, problem) = await _server.SendAsync(HttpMethod.Post, "/api/models/wine/predict" + query, Good);

        AssertProblem(answered, problem, status, code);
    }

    [Fact]
    public async Task Predict_SeveralBadValues_ListsAllWithPointersAndNoData()
    {
        var (status, body) = await _server.PredictAsync("wine", """[{"alcohol":"SECRET","isRed":"SECRET","picked":"SECRET"}]""");

        AssertProblem(status, body, 422, "input.type");
        Assert.Equal(3, body.GetProperty("errorCount").GetInt32());
        Assert.Equal(["/0/alcohol", "/0/isRed", "/0/picked"], body.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()));
        Assert.DoesNotContain("SECRET", body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Predict_BadValueOfOneObject_PointsIntoTheObject()
    {
        var (_, body) = await _server.PredictAsync("wine", Good.Replace("20", "101", StringComparison.Ordinal).Replace("true", "7", StringComparison.Ordinal));

        Assert.Contains("/alcohol", body.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()));
    }

    [Fact]
    public async Task Predict_DeepBody_IsMalformed()
    {
        var (status, body) = await _server.PredictAsync("wine", new string('[', 10_000));

        AssertProblem(status, body, 400, "request.jsonTooDeep");
    }

    [Fact]
    public async Task Predict_TooManyRows_IsTooLarge()
    {
        var (status, body) = await _server.PredictAsync("wine", $"[{string.Join(',', Enumerable.Repeat("{}", 3001))}]");

        AssertProblem(status, body, 413, "request.tooManyRows");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Predict_BodyOverTheLimit_IsTooLarge(bool isChunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/models/wine/predict");
        request.Content = new StringContent(new string(' ', 2 * 1024 * 1024), Encoding.UTF8, "application/json");
        request.Headers.TransferEncodingChunked = isChunked;
        request.Headers.ExpectContinue = true;

        using var response = await _server.Client.SendAsync(request);

        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        AssertProblem(response.StatusCode, json.RootElement, 413, "request.tooLarge");
    }

    [Fact]
    public async Task Predict_WithoutContentType_NamesTheAcceptedOnes()
    {
        using var response = await _server.Client.PostAsync("/api/models/wine/predict", new ByteArrayContent("{}"u8.ToArray()));

        string body = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("application/json or text/csv", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Predict_AnotherHostName_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/models/wine/predict") { Content = new StringContent("{}") };
        request.Headers.Host = "attacker.example";

        using var response = await _server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static void AssertProblem(HttpStatusCode answered, JsonElement problem, int status, string code)
    {
        Assert.Equal((status, code), ((int)answered, problem.GetProperty("code").GetString()));
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Equal($"urn:slipway:problem:{code}", problem.GetProperty("type").GetString());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.Contains(problem.GetProperty("errors").EnumerateArray(), e => e.GetProperty("code").GetString() == code);
    }
}
