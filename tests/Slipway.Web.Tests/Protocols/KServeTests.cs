namespace Slipway.Web.Tests.Protocols;

public sealed class KServeTests(ProtocolServer protocols) : IClassFixture<ProtocolServer>
{
    private const string Cancer = "/v1/models/cancer:predict";

    [Theory]
    [InlineData("/v1/models", """{"models":["cancer","idle","price","wine"]}""")]
    [InlineData("/v1/models/wine", """{"name":"wine","ready":true}""")]
    public async Task Get_Models_AnswersAsClientsExpect(string path, string body)
    {
        var answer = await protocols.GetAsync(path);

        Assert.Equal((200, "application/json", body), (answer.Status, answer.ContentType, answer.Text));
    }

    [Theory]
    [InlineData("*/*")]
    [InlineData("application/json")]
    [InlineData(null)]
    public async Task Root_AskedByAClient_SaysThatTheServerLives(string? accept)
    {
        var answer = await protocols.SendAsync(HttpMethod.Get, "/", headers: accept is null ? [] : [("Accept", accept)]);

        Assert.Equal((200, "application/json", "alive"), (answer.Status, answer.ContentType, answer.Json.GetProperty("status").GetString()));
        Assert.Equal(["cancer", "idle", "price", "wine"], answer.Json.GetProperty("models").EnumerateArray().Select(m => m.GetString()));
    }

    [Theory]
    [InlineData("""{"instances":[[1,0,0,0,0,0,0,0],[-1,0,0,0,0,0,null,NaN]]}""")]
    [InlineData("""{"inputs":[[1,0,0,0,0,0,0,0],[-1,0,0,0,0,0,0,0]]}""")]
    [InlineData("""{"signature_name":"x","instances":[{"f0":1,"f1":0,"f2":0,"f3":0,"f4":0,"f5":0},{"f5":0,"f4":0,"f3":0,"f2":0,"f1":0,"f0":-1}]}""")]
    public async Task Predict_Lists_AnswersALabelARow(string body)
    {
        var answer = await protocols.PostAsync(Cancer, body);

        Assert.Equal((200, """{"predictions":["malignant","benign"]}"""), (answer.Status, answer.Text));
        Assert.Equal("2", answer.Headers["X-Slipway-Prediction-Count"]);
    }

    [Fact]
    public async Task Predict_MixedTypes_AnswersTheLabel()
    {
        var answer = await protocols.PostAsync(
            "/v1/models/wine:predict", """{"instances":[{"alcohol":20,"isRed":true,"grape":"merlot","picked":"2024-05-17"}]}""");

        Assert.Equal("good, \"very\"", answer.Json.GetProperty("predictions")[0].GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"dataframe_records":[]}""")]
    [InlineData("""{"instances":{"f0":[1]}}""")]
    [InlineData("""{"inputs":{"f0":[1]}}""")]
    [InlineData("""{"instances":[],"inputs":[]}""")]
    [InlineData("""{"instances":[]}""")]
    [InlineData("""{"instances":[[1,2]]}""")]
    [InlineData("""{"instances":[["SECRET",0,0,0,0,0,0,0]]}""")]
    [InlineData("""{"instances":[[null,0,0,0,0,0,0,0]]}""")]
    [InlineData("""{"instances":[{"f1":0,"f2":0,"f3":0,"f4":0,"f5":0}]}""")]
    public async Task Predict_BadRequest_Answers400AndOneError(string body)
    {
        var answer = await protocols.PostAsync(Cancer, body);

        Assert.Equal((400, "application/json"), (answer.Status, answer.ContentType));
        Assert.Equal(["error"], answer.Json.EnumerateObject().Select(p => p.Name));
        answer.AssertDiscreet();
    }

    [Fact]
    public async Task Explain_Rows_AnswersAnExplanationForEach()
    {
        var answer = await protocols.PostAsync("/v1/models/cancer:explain", """{"instances":[[1,0,0,0,0,0,0,0],[0,0,-1,0,0,0,0,0]]}""");

        Assert.Equal(["predictions", "explanations"], answer.Json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["malignant", "benign"], answer.Json.GetProperty("predictions").EnumerateArray().Select(p => p.GetString()));
        var explanations = answer.Json.GetProperty("explanations").EnumerateArray().ToList();
        Assert.Equal(["malignant", "benign"], explanations.Select(e => e.GetProperty("class").GetString()));
        Assert.All(explanations, e => Assert.Equal(8, e.GetProperty("contributions").EnumerateObject().Count()));
        Assert.Equal(1, explanations[0].GetProperty("contributions").GetProperty("f0").GetDouble(), 1e-6);
        Assert.Equal(4, explanations[1].GetProperty("contributions").GetProperty("f2").GetDouble(), 1e-6);
        Assert.Equal("2", answer.Headers["X-Slipway-Prediction-Count"]);
    }

    [Fact]
    public async Task Explain_MoreRowsThanAreExplained_IsRefused()
    {
        string rows = string.Join(',', Enumerable.Repeat("[1,0,0,0,0,0,0,0]", SlipwayWebOptions.DefaultMaxExplainedRows + 1));

        var answer = await protocols.PostAsync("/v1/models/cancer:explain", $"{{\"instances\":[{rows}]}}");

        Assert.Equal(413, answer.Status);
        Assert.Equal(["error"], answer.Json.EnumerateObject().Select(p => p.Name));
    }

    [Theory]
    [InlineData("/v1/models/nobody:predict", 404)]
    [InlineData("/v1/models/idle:predict", 404)]
    [InlineData("/v1/models/wine:explain", 400)]
    [InlineData("/v1/models/nobody:explain", 404)]
    [InlineData("/v1/models/wine:other", 404)]
    public async Task Post_WhatIsNotDone_SaysSo(string path, int status)
    {
        var answer = await protocols.PostAsync(path, "{}");

        Assert.Equal(status, answer.Status);
        Assert.Equal(["error"], answer.Json.EnumerateObject().Select(p => p.Name));
    }

    [Theory]
    [InlineData("/v1/models/nobody")]
    [InlineData("/v1/models/idle")]
    [InlineData("/v1/other")]
    public async Task Get_WhatIsNotThere_Is404(string path)
    {
        var answer = await protocols.GetAsync(path);

        Assert.Equal(404, answer.Status);
        Assert.Equal(["error"], answer.Json.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task Predict_Limits_AreThoseOfTheServer()
    {
        string rows = string.Join(',', Enumerable.Repeat("[1,0,0,0,0,0,0,0]", ProtocolServer.MaxRows + 1));

        Assert.Equal(413, (await protocols.PostAsync(Cancer, $$"""{"instances":[{{rows}}]}""")).Status);
        Assert.Equal(415, (await protocols.PostAsync(Cancer, "{}", "text/plain")).Status);
    }
}
