using System.IO.Compression;
using System.Text;

namespace Slipway.Web.Tests.Protocols;

public sealed class MlflowTests(ProtocolServer protocols) : IClassFixture<ProtocolServer>
{
    private const string Cancer = "/invocations";
    private const string Wine = "/models/wine/invocations";
    private const string Row = """{"f0":1,"f1":0,"f2":0,"f3":0,"f4":0,"f5":0,"f6":0,"f7":0}""";
    private const string Columns = """["f0","f1","f2","f3","f4","f5","f6","f7"]""";
    private const string Malignant = """{"predictions":["malignant"]}""";

    [Theory]
    [InlineData("/ping")]
    [InlineData("/health")]
    [InlineData("/models/wine/ping")]
    [InlineData("/models/wine/health")]
    public async Task Ping_ModelThatAnswers_IsOneLineEnd(string path)
    {
        var answer = await protocols.GetAsync(path);

        Assert.Equal((200, "application/json", "\n"), (answer.Status, answer.ContentType, answer.Text));
    }

    [Theory]
    [InlineData("/models/nobody/ping")]
    [InlineData("/models/idle/health")]
    [InlineData("/models/nobody/nothing")]
    public async Task Ping_NoModel_Is404(string path)
    {
        var answer = await protocols.GetAsync(path);

        Assert.Equal(404, answer.Status);
        Assert.Equal(["error_code", "message"], answer.Json.EnumerateObject().Select(p => p.Name));
    }

    [Theory]
    [InlineData("/version")]
    [InlineData("/models/wine/version")]
    public async Task Version_Get_IsBareText(string path)
    {
        var answer = await protocols.GetAsync(path);

        Assert.Equal((200, "application/json"), (answer.Status, answer.ContentType));
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+", answer.Text);
    }

    [Theory]
    [InlineData($$$"""{"dataframe_split":{"columns":{{{Columns}}},"data":[[1,0,0,0,0,0,0,0]]}}""")]
    [InlineData($$$"""{"dataframe_split":{"index":[7],"columns":{{{Columns}}},"data":[[1,0,0,0,0,0,null,NaN]]}}""")]
    [InlineData($$$"""{"dataframe_split":{"data":[[1,0,0,0,0,0,0,0]],"index":[7],"columns":{{{Columns}}}}}""")]
    [InlineData("""{"dataframe_split":{"data":[[1,0,0,0,0,0,0,0]]}}""")]
    [InlineData("""{"dataframe_split":{"columns":["f5","x","f4","f3","f2","f1","f0"],"data":[[0,"y",0,0,0,0,1]]}}""")]
    [InlineData($$$"""{"dataframe_records":[{{{Row}}}]}""")]
    [InlineData("""{"dataframe_records":[{"f5":0,"f4":0,"more":{"x":[1]},"f3":0,"f2":0,"f1":0,"f0":1.0}]}""")]
    [InlineData($$$"""{"instances":[{{{Row}}}]}""")]
    [InlineData("""{"instances":[[1,0,0,0,0,0,0,0]]}""")]
    [InlineData("""{"inputs":{"f0":[1],"f1":[0],"f2":[0],"f3":[[0]],"f4":[0],"f5":[0],"other":[0]}}""")]
    [InlineData("""{"inputs":[[1,0,0,0,0,0,0,0]]}""")]
    [InlineData($$$"""{"params":{"x":[1,2]},"inputs":[{{{Row}}}],"further":1}""")]
    public async Task Invocations_EveryForm_AnswersTheLabel(string body)
    {
        var answer = await protocols.PostAsync(Cancer, body);

        Assert.Equal((200, "application/json", Malignant), (answer.Status, answer.ContentType, answer.Text));
        Assert.Equal(7, Guid.Parse(answer.Headers["X-Slipway-Prediction-Id"]).Version);
        Assert.Equal("1", answer.Headers["X-Slipway-Prediction-Count"]);
    }

    [Theory]
    [InlineData("""{"dataframe_split":{"columns":["picked","grape","isRed","alcohol"],"data":[["2024-05-17T08:30:00Z","merlot",true,20],["2024-05-17","1",0,1]]}}""")]
    [InlineData("""{"dataframe_records":[{"alcohol":20,"isRed":1,"grape":"merlot","picked":"2024-05-17"},{"alcohol":1,"isRed":false,"grape":1,"picked":"2024-05-17"}]}""")]
    [InlineData("""{"inputs":{"alcohol":[20,1],"isRed":[true,false],"grape":["merlot","1"],"picked":["2024-05-17","2024-05-17"]}}""")]
    [InlineData("""{"instances":[[20,true,"merlot","2024-05-17"],[1,false,"1","2024-05-17"]]}""")]
    public async Task Invocations_MixedTypes_AnswersEachRowInOrder(string body)
    {
        var answer = await protocols.PostAsync(Wine, body);

        Assert.Equal(200, answer.Status);
        Assert.Equal(["good, \"very\"", "bad"], answer.Json.GetProperty("predictions").EnumerateArray().Select(p => p.GetString()));
    }

    [Theory]
    [InlineData("""{"instances":[1,[2],{"size":3}]}""")]
    [InlineData("""{"inputs":{"size":[1,2,3]}}""")]
    public async Task Invocations_Regression_AnswersNumbers(string body)
    {
        var answer = await protocols.PostAsync("/models/price/invocations", body);

        Assert.Equal(200, answer.Status);
        Assert.Equal([1e30f, 1e30f * 2, 1e30f * 3], answer.Json.GetProperty("predictions").EnumerateArray().Select(p => p.GetSingle()));
    }

    [Theory]
    [InlineData("text/csv")]
    [InlineData("text/csv; charset=utf-8")]
    [InlineData("text/csv; charset=\"UTF-8\"")]
    public async Task Invocations_Csv_AnswersJson(string contentType)
    {
        var answer = await protocols.PostAsync(Wine, "picked,extra,grape,alcohol,isRed\n2024-05-17,1,merlot,20,true\n2024-05-17,1,,1,0\n", contentType);

        Assert.Equal((200, "application/json"), (answer.Status, answer.ContentType));
        Assert.Equal(["good, \"very\"", "bad"], answer.Json.GetProperty("predictions").EnumerateArray().Select(p => p.GetString()));
    }

    [Theory]
    [InlineData("application/json; charset=utf-16", "The scoring server only supports UTF-8")]
    [InlineData("application/json; format=pandas-split", "Unrecognized content type parameters: format. IMPORTANT: ")]
    [InlineData("application/xml", "This predictor only supports the following content types: Types: ['text/csv', 'application/json']. Got 'application/xml'.")]
    [InlineData("application/vnd.apache.parquet", "This predictor only supports the following content types: Types: ['text/csv', 'application/json']. Got 'application/vnd.apache.parquet'.")]
    [InlineData(null, "This predictor only supports the following content types: Types: ['text/csv', 'application/json']. Got 'None'.")]
    public async Task Invocations_OtherContentType_Is415InPlainText(string? contentType, string text)
    {
        var answer = await protocols.PostAsync(Cancer, "{}", contentType);

        Assert.Equal((415, "text/plain; charset=utf-8"), (answer.Status, answer.ContentType));
        Assert.StartsWith(text, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("SECRET")]
    [InlineData("{}")]
    [InlineData("7")]
    [InlineData("""{"messages":[{"role":"user","content":"SECRET"}]}""")]
    [InlineData("""{"prompt":"SECRET"}""")]
    [InlineData("""{"input":"SECRET"}""")]
    [InlineData($$$"""{"instances":[{{{Row}}}],"inputs":[{{{Row}}}]}""")]
    [InlineData($$$"""{"instances":[{{{Row}}}],"signature_name":"serving_default"}""")]
    [InlineData($$$"""{"instances":[{{{Row}}}],"params":7}""")]
    [InlineData("""{"instances":{}}""")]
    [InlineData("""{"instances":7}""")]
    [InlineData("""{"instances":[]}""")]
    [InlineData("""{"instances":["SECRET"]}""")]
    [InlineData("""{"instances":[[1,2]]}""")]
    [InlineData("""{"dataframe_records":{}}""")]
    [InlineData("""{"dataframe_records":[[1,0,0,0,0,0,0,0]]}""")]
    [InlineData("""{"dataframe_records":[]}""")]
    [InlineData("""{"dataframe_split":[]}""")]
    [InlineData("""{"dataframe_split":{}}""")]
    [InlineData($$$"""{"dataframe_split":{"columns":{{{Columns}}}}}""")]
    [InlineData($$$"""{"dataframe_split":{"columns":{{{Columns}}},"data":7}}""")]
    [InlineData($$$"""{"dataframe_split":{"columns":{{{Columns}}},"data":[]}}""")]
    [InlineData($$$"""{"dataframe_split":{"columns":{{{Columns}}},"data":[7]}}""")]
    [InlineData($$$"""{"dataframe_split":{"columns":{{{Columns}}},"data":[[1,0,0,0,0,0,0]]}}""")]
    [InlineData($$$"""{"dataframe_split":{"columns":{{{Columns}}},"data":[[1,0,0,0,0,0,0,0,0]]}}""")]
    [InlineData($$$"""{"dataframe_split":{"columns":{{{Columns}}},"data":[[1,0,0,0,0,0,0,0]],"dtypes":[]}}""")]
    [InlineData($$$"""{"dataframe_split":{"columns":{{{Columns}}},"columns":{{{Columns}}},"data":[]}}""")]
    [InlineData($$$"""{"dataframe_split":{"columns":{{{Columns}}},"data":[],"data":[]}}""")]
    [InlineData("""{"dataframe_split":{"columns":"f0","data":[[1]]}}""")]
    [InlineData("""{"dataframe_split":{"columns":[7],"data":[[1]]}}""")]
    [InlineData("""{"dataframe_split":{"columns":[],"data":[[]]}}""")]
    [InlineData("""{"dataframe_split":{"data":[[1]]}}""")]
    [InlineData("""{"inputs":7}""")]
    [InlineData("""{"inputs":{}}""")]
    [InlineData("""{"inputs":{"f0":7}}""")]
    [InlineData("""{"inputs":{"f0":[1],"f1":[1,2]}}""")]
    [InlineData("""{"inputs":{"f0":[1,2],"f1":[1]}}""")]
    [InlineData("""{"inputs":{"f0":[1],"f0":[1]}}""")]
    [InlineData("""{"inputs":{"f0":[]}}""")]
    public async Task Invocations_WrongShape_Is400WithACode(string body)
    {
        var answer = await protocols.PostAsync(Cancer, body);

        Assert.Equal((400, "application/json"), (answer.Status, answer.ContentType));
        Assert.Contains(answer.Json.GetProperty("error_code").GetString(), new[] { "BAD_REQUEST", "INVALID_PARAMETER_VALUE" });
        Assert.NotEmpty(answer.Json.GetProperty("message").GetString()!);
        Assert.False(answer.Json.TryGetProperty("stack_trace", out _));
        answer.AssertDiscreet();
    }

    [Theory]
    [InlineData("[1,2]", "Received a list. ")]
    [InlineData("{}", "none of the keys")]
    [InlineData("""{"instances":[],"inputs":[]}""", "two of the keys")]
    public async Task Invocations_NotOneForm_ListsTheFourKeys(string body, string says)
    {
        string message = (await protocols.PostAsync(Cancer, body)).Json.GetProperty("message").GetString()!;

        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.All(["dataframe_split", "dataframe_records", "instances", "inputs"], key => Assert.Contains($"'{key}'", message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"dataframe_records":[{"f1":0,"f2":0,"f3":0,"f4":0,"f5":0}]}""", "'f0'")]
    [InlineData("""{"dataframe_split":{"columns":["f1","f2","f3","f4","f5"],"data":[[0,0,0,0,0]]}}""", "'f0'")]
    [InlineData("""{"dataframe_split":{"columns":["f0","f0","f1","f2","f3","f4","f5"],"data":[[0,0,0,0,0,0,0]]}}""", "'f0'")]
    [InlineData("""{"inputs":{"f1":[0],"f2":[0],"f3":[0],"f4":[0],"f5":[0]}}""", "'f0'")]
    [InlineData("""{"instances":[["SECRET",0,0,0,0,0,0,0]]}""", "'f0'")]
    [InlineData("""{"instances":[[null,0,0,0,0,0,0,0]]}""", "'f0'")]
    [InlineData("""{"instances":[[NaN,0,0,0,0,0,0,0]]}""", "'f0'")]
    [InlineData("""{"instances":[[Infinity,0,0,0,0,0,0,0]]}""", "'f0'")]
    [InlineData("""{"instances":[[0,0,0,0,0,-1001,0,0]]}""", "'f5'")]
    [InlineData("""{"instances":[[0,0,0,0,0,[0],0,0]]}""", "'f5'")]
    [InlineData("""{"inputs":{"f0":["SECRET"],"f1":[0],"f2":[0],"f3":[0],"f4":[0],"f5":[0]}}""", "'f0'")]
    [InlineData("""{"inputs":{"f0":[[1,2]],"f1":[0],"f2":[0],"f3":[0],"f4":[0],"f5":[0]}}""", "'f0'")]
    [InlineData("""{"inputs":{"f0":[[]],"f1":[0],"f2":[0],"f3":[0],"f4":[0],"f5":[0]}}""", "'f0'")]
    public async Task Invocations_BrokenSchema_Is400AndNamesTheColumn(string body, string column)
    {
        var answer = await protocols.PostAsync(Cancer, body);

        Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (answer.Status, answer.Json.GetProperty("error_code").GetString()));
        Assert.Equal("SCHEMA_ENFORCEMENT_FAILED", answer.Json.GetProperty("error_class").GetString());
        Assert.Contains(column, answer.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
        answer.AssertDiscreet();
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("f0,f1\n1,2\n", 400)]
    [InlineData("f0,f1,f2,f3,f4,f5\n", 400)]
    [InlineData("f0,f1,f2,f3,f4,f5\nSECRET,0,0,0,0,0\n", 400)]
    [InlineData("f0,f1,f2,f3,f4,f5\n1001,0,0,0,0,0\n", 400)]
    [InlineData("f0,f1,f2,f3,f4,f5\n1,0,0\n", 400)]
    public async Task Invocations_BadCsv_Is400(string body, int status)
    {
        var answer = await protocols.PostAsync(Cancer, body, "text/csv");

        Assert.Equal((status, "application/json"), (answer.Status, answer.ContentType));
        Assert.True(answer.Json.TryGetProperty("error_code", out _));
        answer.AssertDiscreet();
    }

    [Fact]
    public async Task Invocations_Limits_AreThoseOfTheServer()
    {
        var tooMany = await protocols.PostAsync(Cancer, $$$"""{"instances":[{{{string.Join(',', Enumerable.Repeat(Row, ProtocolServer.MaxRows + 1))}}}]}""");
        var tooManyInColumns = await protocols.PostAsync(Cancer, $$$"""{"inputs":{"f0":[{{{string.Join(',', Enumerable.Repeat('1', ProtocolServer.MaxRows + 1))}}}]}}""");
        var tooLarge = await protocols.PostAsync(Cancer, new string(' ', ProtocolServer.MaxBodyBytes + 1));
        var tooDeep = await protocols.PostAsync(Cancer, $$$"""{"x":{{{new string('[', 10_000)}}}""");

        Assert.Equal((413, 413, 413, 400), (tooMany.Status, tooManyInColumns.Status, tooLarge.Status, tooDeep.Status));
        Assert.All([tooMany, tooManyInColumns, tooLarge, tooDeep], a => Assert.Equal("BAD_REQUEST", a.Json.GetProperty("error_code").GetString()));
    }

    [Fact]
    public async Task Invocations_GzipBomb_IsBounded()
    {
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes("f0,f1,f2,f3,f4,f5\n" + new string('1', ProtocolServer.MaxBodyBytes * 4)));
        }

        var bomb = await protocols.SendAsync(HttpMethod.Post, Cancer, compressed.ToArray(), "text/csv", ("Content-Encoding", "gzip"));
        var json = await protocols.SendAsync(HttpMethod.Post, Cancer, compressed.ToArray(), "application/json", ("Content-Encoding", "gzip"));

        Assert.InRange(bomb.Status, 400, 413);
        Assert.Equal(413, json.Status);
    }

    [Fact]
    public async Task Invocations_Get_Is405()
    {
        var answer = await protocols.GetAsync(Cancer);

        Assert.Equal((405, "BAD_REQUEST"), (answer.Status, answer.Json.GetProperty("error_code").GetString()));
    }

    [Fact]
    public async Task Invocations_UnknownModel_Is404()
    {
        var answer = await protocols.PostAsync("/models/nobody/invocations", "{}");

        Assert.Equal((404, "RESOURCE_DOES_NOT_EXIST"), (answer.Status, answer.Json.GetProperty("error_code").GetString()));
    }

    [Fact]
    public async Task Invocations_Overflow_Is400() =>
        Assert.Equal(400, (await protocols.PostAsync("/models/price/invocations", """{"instances":[1e10]}""")).Status);
}
