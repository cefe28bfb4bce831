using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Slipway.Web.Tests.Protocols;

public sealed class OpenInferenceTests(ProtocolServer protocols) : IClassFixture<ProtocolServer>
{
    private const string Wine = "/v2/models/wine/infer";
    private const string Cancer = "/v2/models/cancer/infer";

    [Fact]
    public async Task Server_Get_NamesItselfAndItsExtensions()
    {
        var answer = await protocols.GetAsync("/v2");

        Assert.Equal((200, "slipway"), (answer.Status, answer.Json.GetProperty("name").GetString()));
        Assert.NotEmpty(answer.Json.GetProperty("version").GetString()!);
        Assert.Equal(["binary_tensor_data", "model_repository"], answer.Json.GetProperty("extensions").EnumerateArray().Select(e => e.GetString()));
    }

    [Theory]
    [InlineData("/v2/health/live", """{"live":true}""")]
    [InlineData("/v2/health/ready", """{"ready":true}""")]
    [InlineData("/v2/models", """{"models":["cancer","idle","price","wine"]}""")]
    [InlineData("/v2/models/wine/ready", """{"name":"wine","ready":true}""")]
    [InlineData("/v2/models/wine/versions/1/ready", """{"name":"wine","ready":true}""")]
    public async Task Health_Get_AnswersAsClientsExpect(string path, string body)
    {
        var answer = await protocols.GetAsync(path);

        Assert.Equal((200, "application/json", body), (answer.Status, answer.ContentType, answer.Text));
    }

    [Theory]
    [InlineData("/v2/models/nobody")]
    [InlineData("/v2/models/nobody/ready")]
    [InlineData("/v2/models/wine/versions/9")]
    [InlineData("/v2/models/wine/versions/9/ready")]
    [InlineData("/v2/models/wine/versions/x/ready")]
    [InlineData("/v2/models/idle/ready")]
    [InlineData("/v2/nothing/here")]
    public async Task Get_WhatIsNotThere_Answers404AndOneError(string path)
    {
        var answer = await protocols.GetAsync(path);

        Assert.Equal((404, "application/json"), (answer.Status, answer.ContentType));
        Assert.Equal(["error"], answer.Json.EnumerateObject().Select(p => p.Name));
    }

    [Theory]
    [InlineData("/v2/models/wine")]
    [InlineData("/v2/models/wine/versions/1")]
    public async Task Metadata_MixedTypes_NamesEveryTensor(string path)
    {
        var json = (await protocols.GetAsync(path)).Json;

        Assert.Equal(("wine", "slipway_onnx"), (json.GetProperty("name").GetString(), json.GetProperty("platform").GetString()));
        Assert.Equal(["1", "2"], json.GetProperty("versions").EnumerateArray().Select(v => v.GetString()));
        Assert.Equal(
            ["alcohol FP32 [-1,1]", "isRed BOOL [-1,1]", "grape BYTES [-1,1]", "picked BYTES [-1,1]"],
            json.GetProperty("inputs").EnumerateArray().Select(Describe));
        Assert.Equal(["label BYTES [-1,1]", "probabilities FP32 [-1,2]"], json.GetProperty("outputs").EnumerateArray().Select(Describe));
    }

    [Fact]
    public async Task Metadata_Regression_AnswersOneNumber()
    {
        var json = (await protocols.GetAsync("/v2/models/price")).Json;

        Assert.Equal(["prediction FP32 [-1,1]"], json.GetProperty("outputs").EnumerateArray().Select(Describe));
    }

    [Fact]
    public async Task Infer_ColumnTensors_AnswersLabelAndProbabilities()
    {
        var answer = await protocols.PostAsync(Wine, InferBody.Wine());

        Assert.Equal((200, "application/json"), (answer.Status, answer.ContentType));
        Assert.Equal(["model_name", "model_version", "parameters", "outputs"], answer.Json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("wine", "2"), (answer.Json.GetProperty("model_name").GetString(), answer.Json.GetProperty("model_version").GetString()));
        Assert.Equal(7, answer.Json.GetProperty("parameters").GetProperty("prediction_id").GetGuid().Version);
        Assert.Equal(1, answer.Json.GetProperty("parameters").GetProperty("prediction_count").GetInt32());
        var outputs = answer.Json.GetProperty("outputs");
        Assert.Equal(["label BYTES [1,1]", "probabilities FP32 [1,2]"], outputs.EnumerateArray().Select(Describe));
        Assert.Equal("good, \"very\"", outputs[0].GetProperty("data")[0].GetString());
        AssertScore(answer, 20 + 2 + 4 + 5 - 30);
    }

    [Theory]
    [InlineData("20", "0", "\"1\"", "\"2024-05-17\"", 20 + 8 + 5 - 30)]
    [InlineData("20", "1", "null", "\"2024-03-01\"", 20 + 2 + 16 + 3 - 30)]
    [InlineData("20", "1", "\"\"", "\"2024-03-01\"", 20 + 2 + 16 + 3 - 30)]
    [InlineData("[20]", "[[false]]", "[\"merlot\"]", "[\"2024-03-01\"]", 20 + 4 + 3 - 30)]
    public async Task Infer_EveryType_BindsToItsInput(string alcohol, string isRed, string grape, string picked, double score)
    {
        string body = InferBody.Wine(alcohol, isRed, grape, picked).Replace("[[[", "[[", StringComparison.Ordinal).Replace("]]]", "]]", StringComparison.Ordinal);

        AssertScore(await protocols.PostAsync(Wine, body), score);
    }

    [Fact]
    public async Task Infer_IntegerTensorForACategory_IsTheWordOfTheNumber()
    {
        string body = InferBody.Wine(grape: "1").Replace("\"datatype\":\"BYTES\",\"parameters\"", "\"datatype\":\"INT32\",\"parameters\"", StringComparison.Ordinal);

        AssertScore(await protocols.PostAsync(Wine, body), 20 + 2 + 8 + 5 - 30);
    }

    [Theory]
    [InlineData("[1,0,0,0,0,0,0,0]", "FP32", 1)]
    [InlineData("[[1,0,0,0,0,0,0,0]]", "FP64", 1)]
    [InlineData("[[0,0,0,0,0,1,null,NaN]]", "FP64", 32)]
    [InlineData("[0,0,0,0,-1,0,5,5]", "INT8", -16)]
    [InlineData("[0,0,2,0,0,0,5,5]", "UINT64", 8)]
    [InlineData("[true,false,true,false,false,false,false,false]", "BOOL", 5)]
    [InlineData("[0.5,0,0,0,0,0,0,0]", "FP16", 0.5)]
    public async Task Infer_OneTensorOfAllFeatures_IsInTheirOrder(string data, string datatype, double score) =>
        AssertScore(await protocols.PostAsync(Cancer, InferBody.Cancer(data, 1, datatype)), score);

    [Fact]
    public async Task Infer_ManyRows_AnswersEachInOrder()
    {
        string data = string.Join(',', Enumerable.Range(0, 100).Select(i => $"{i},0,0,0,0,0,0,0"));

        var json = (await protocols.PostAsync(Cancer, InferBody.Cancer($"[{data}]", 100))).Json;

        var probabilities = json.GetProperty("outputs")[1].GetProperty("data");
        Assert.Equal(200, probabilities.GetArrayLength());
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(1 / (1 + Math.Exp(-i)), probabilities[(2 * i) + 1].GetDouble(), 1e-6));
        Assert.Equal(100, json.GetProperty("parameters").GetProperty("prediction_count").GetInt32());
    }

    [Fact]
    public async Task Infer_KeysInAnotherOrder_ReadsTheSame()
    {
        const string Body = """
            {"parameters":{"content_type":"pd"},"inputs":[{"data":[[0,0,0,0,0,1,0,0]],"parameters":null,"datatype":"FP32","shape":[1,8],"name":"x"}],"id":"last"}
            """;

        var answer = await protocols.PostAsync(Cancer, Body);

        AssertScore(answer, 32);
        Assert.Equal("last", answer.Json.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Infer_IdAndRequestedOutputs_AreEchoedAndFilter()
    {
        var answer = await protocols.PostAsync(
            Cancer, InferBody.Cancer("[1,0,0,0,0,0,0,0]", rest: ""","id":"é-42","outputs":[{"name":"label"}]"""));

        Assert.Equal("é-42", answer.Json.GetProperty("id").GetString());
        Assert.Equal(["label BYTES [1,1]"], answer.Json.GetProperty("outputs").EnumerateArray().Select(Describe));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Infer_VersionInThePath_AnswersThatOne(int version)
    {
        var answer = await protocols.PostAsync($"/v2/models/wine/versions/{version}/infer", InferBody.Wine());

        Assert.Equal(version.ToString(CultureInfo.InvariantCulture), answer.Json.GetProperty("model_version").GetString());
    }

    [Fact]
    public async Task Infer_FurtherTensors_AreIgnored()
    {
        string body = InferBody.Wine().Replace("\"inputs\":[", "\"inputs\":[{\"name\":\"vintage\",\"shape\":[1],\"datatype\":\"INT64\",\"data\":[1999]},", StringComparison.Ordinal);

        AssertScore(await protocols.PostAsync(Wine, body), 20 + 2 + 4 + 5 - 30);
    }

    [Fact]
    public async Task Infer_WithoutContentType_IsAccepted() =>
        AssertScore(await protocols.PostAsync(Cancer, InferBody.Cancer("[1,0,0,0,0,0,0,0]"), null), 1);

    [Fact]
    public async Task Infer_WithoutContentTypeFromAPage_IsRefused()
    {
        var answer = await protocols.SendAsync(
            HttpMethod.Post, Cancer, Encoding.UTF8.GetBytes(InferBody.Cancer("[1,0,0,0,0,0,0,0]")), null, ("Origin", "https://example.org"));

        Assert.Equal(415, answer.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"inputs":7}""")]
    [InlineData("""{"inputs":[]}""")]
    [InlineData("""{"inputs":[7]}""")]
    [InlineData("""{"inputs":[{}]}""")]
    [InlineData("""{"inputs":[],"inputs":[]}""")]
    [InlineData("""{"inputs":[{"name":7,"shape":[1],"datatype":"FP32","data":[1]}]}""")]
    [InlineData("""{"inputs":[{"name":"\ud800","shape":[1],"datatype":"FP32","data":[1]}]}""")]
    [InlineData("""{"inputs":[{"name":"f0","shape":[1],"datatype":"FP8","data":[1]}]}""")]
    [InlineData("""{"inputs":[{"name":"f0","shape":[1],"datatype":7,"data":[1]}]}""")]
    [InlineData("""{"inputs":[{"name":"f0","shape":1,"datatype":"FP32","data":[1]}]}""")]
    [InlineData("""{"inputs":[{"name":"f0","shape":[],"datatype":"FP32","data":[1]}]}""")]
    [InlineData("""{"inputs":[{"name":"f0","shape":[-1],"datatype":"FP32","data":[1]}]}""")]
    [InlineData("""{"inputs":[{"name":"f0","shape":[1.5],"datatype":"FP32","data":[1]}]}""")]
    [InlineData("""{"inputs":[{"name":"f0","shape":[1,1,1],"datatype":"FP32","data":[1]}]}""")]
    [InlineData("""{"inputs":[{"name":"f0","shape":[100,1],"datatype":"FP32","data":[1]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[0,8],"datatype":"FP32","data":[]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,7],"datatype":"FP32","data":[1,2,3,4,5,6,7]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"FP32"}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"FP32","data":7}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"FP32","data":[1,2,3]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"FP32","data":[1,2,3,4,5,6,7,8,9]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[2,8],"datatype":"FP32","data":[[1,2,3,4,5,6,7,8],[1,2,3,4,5,6,7]]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"FP32","data":[[1,2,3,4,5,6,7,[8]]]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"FP32","data":[[1,2,3,4,5,6,7,8],9]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"FP32","data":["SECRET",2,3,4,5,6,7,8]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"FP32","data":[null,2,3,4,5,6,7,8]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"FP32","data":[NaN,2,3,4,5,6,7,8]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"FP32","data":[-Infinity,2,3,4,5,6,7,8]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"FP32","data":[1001,2,3,4,5,6,7,8]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"INT8","data":[128,2,3,4,5,6,7,8]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"UINT8","data":[-1,2,3,4,5,6,7,8]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"INT64","data":[1.5,2,3,4,5,6,7,8]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"BYTES","data":["1","2","3","4","5","6","7","8"]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"BOOL","data":[2,0,0,0,0,0,0,0]}]}""")]
    [InlineData("""{"inputs":[{"name":"f0","shape":[1],"datatype":"FP32","data":[1]}]}""")]
    [InlineData("""{"inputs":[{"name":"other","shape":[1],"datatype":"FP32","data":[1]}]}""")]
    [InlineData("""{"inputs":[{"name":"f0","shape":[1],"datatype":"FP32","data":[1]},{"name":"f1","shape":[2],"datatype":"FP32","data":[1,2]}]}""")]
    [InlineData("""{"inputs":[{"name":"f0","shape":[1],"datatype":"FP32","data":[1]},{"name":"x","shape":[1,8],"datatype":"FP32","data":[1,2,3,4,5,6,7,8]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"FP32","parameters":{"binary_data_size":32}}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"FP32","parameters":7,"data":[1,2,3,4,5,6,7,8]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"FP32","data":[1,2,3,4,5,6,7,8]}],"outputs":[{"name":"SECRET"}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"FP32","data":[1,2,3,4,5,6,7,8]}],"outputs":[{"name":"label"},{"name":"label"}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"FP32","data":[1,2,3,4,5,6,7,8]}],"outputs":7}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"FP32","data":[1,2,3,4,5,6,7,8]}],"id":7}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,8],"datatype":"FP32","data":[1,2,3,4,5,6,7,8]}],"parameters":7}""")]
    public async Task Infer_BadRequest_Answers400AndOneError(string body)
    {
        var answer = await protocols.PostAsync(Cancer, body);

        Assert.Equal((400, "application/json"), (answer.Status, answer.ContentType));
        Assert.Equal(["error"], answer.Json.EnumerateObject().Select(p => p.Name));
        Assert.NotEmpty(answer.Json.GetProperty("error").GetString()!);
        answer.AssertDiscreet();
    }

    [Theory]
    [InlineData("\"SECRET\"", "true", "\"merlot\"", "\"2024-05-17\"", "alcohol")]
    [InlineData("20", "7", "\"merlot\"", "\"2024-05-17\"", "isRed")]
    [InlineData("20", "true", "\"merlot\"", "\"SECRET\"", "picked")]
    [InlineData("101", "true", "\"merlot\"", "\"2024-05-17\"", "alcohol")]
    [InlineData("20", "null", "\"merlot\"", "\"2024-05-17\"", "isRed")]
    [InlineData("20", "true", "\"\\ud800\"", "\"2024-05-17\"", "grape")]
    public async Task Infer_BadValue_NamesTheColumnAndItsRow(string alcohol, string isRed, string grape, string picked, string column)
    {
        var answer = await protocols.PostAsync(Wine, InferBody.Wine(alcohol, isRed, grape, picked));

        Assert.Equal(400, answer.Status);
        Assert.StartsWith($"Row 0 (0-based): '{column}'", answer.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        answer.AssertDiscreet();
    }

    [Theory]
    [InlineData("picked", "INT64", "[1]")]
    [InlineData("grape", "FP32", "[1.0]")]
    public async Task Infer_DatatypeThatSaysTooLittle_IsRefused(string column, string datatype, string data)
    {
        string body = $$"""{"inputs":[{"name":"{{column}}","shape":[1],"datatype":"{{datatype}}","data":{{data}}}]}""";

        var answer = await protocols.PostAsync(Wine, body);

        Assert.Equal(400, answer.Status);
        Assert.Contains($"'{column}' cannot be read from a tensor of this datatype", answer.Text.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Infer_Overflow_Is400() =>
        Assert.Equal(400, (await protocols.PostAsync("/v2/models/price/infer", """{"inputs":[{"name":"size","shape":[1],"datatype":"FP32","data":[1e10]}]}""")).Status);

    [Theory]
    [InlineData("/v2/models/nobody/infer", 404)]
    [InlineData("/v2/models/wine/versions/9/infer", 404)]
    [InlineData("/v2/models/wine/versions/x/infer", 404)]
    public async Task Infer_UnknownModel_Is404(string path, int status)
    {
        var answer = await protocols.PostAsync(path, InferBody.Wine());

        Assert.Equal(status, answer.Status);
        Assert.Equal(["error"], answer.Json.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task Infer_Limits_AreThoseOfTheServer()
    {
        string rows = string.Join(',', Enumerable.Repeat("1,0,0,0,0,0,0,0", ProtocolServer.MaxRows + 1));
        var tooMany = await protocols.PostAsync(Cancer, InferBody.Cancer($"[{rows}]", ProtocolServer.MaxRows + 1));
        var tooLarge = await protocols.PostAsync(Cancer, new string(' ', ProtocolServer.MaxBodyBytes + 1));
        var tooDeep = await protocols.PostAsync(Cancer, $$"""{"x":{{new string('[', 10_000)}}""");

        Assert.Equal((413, 413, 400), (tooMany.Status, tooLarge.Status, tooDeep.Status));
        Assert.All([tooMany, tooLarge, tooDeep], a => Assert.Equal(["error"], a.Json.EnumerateObject().Select(p => p.Name)));
    }

    [Theory]
    [InlineData("gzip", 200)]
    [InlineData("deflate", 200)]
    [InlineData("br", 415)]
    public async Task Infer_CompressedBody_IsReadWhereItIsGzipOrDeflate(string encoding, int status)
    {
        using var compressed = new MemoryStream();
        await using (Stream packing = encoding switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(compressed, CompressionLevel.Fastest),
            _ => new BrotliStream(compressed, CompressionLevel.Fastest),
        })
        {
            await packing.WriteAsync(Encoding.UTF8.GetBytes(InferBody.Wine()));
        }

        var answer = await protocols.SendAsync(HttpMethod.Post, Wine, compressed.ToArray(), "application/json", ("Content-Encoding", encoding));

        Assert.Equal((status, "application/json"), (answer.Status, answer.ContentType));
    }

    [Fact]
    public async Task Infer_WrongMethod_Is405InTheSameShape()
    {
        var answer = await protocols.GetAsync(Wine);

        Assert.Equal(405, answer.Status);
        Assert.Equal(["error"], answer.Json.EnumerateObject().Select(p => p.Name));
    }

    [Theory]
    [InlineData("", 4)]
    [InlineData("{}", 4)]
    [InlineData("""{"ready":true}""", 3)]
    public async Task Index_Post_ListsTheModels(string body, int count)
    {
        var answer = await protocols.PostAsync("/v2/repository/index", body);

        Assert.Equal((200, count), (answer.Status, answer.Json.GetArrayLength()));
        var wine = answer.Json.EnumerateArray().Single(m => m.GetProperty("name").GetString() == "wine");
        Assert.Equal(("2", "READY"), (wine.GetProperty("version").GetString(), wine.GetProperty("state").GetString()));
    }

    [Theory]
    [InlineData("/v2/repository/index", "7", 400)]
    [InlineData("/v2/repository/index", "{", 400)]
    [InlineData("/v2/repository/index", """{"ready":1}""", 400)]
    [InlineData("/v2/repository/index", """{"\ud800":true}""", 400)]
    [InlineData("/v2/repository/models/wine/load", "", 200)]
    [InlineData("/v2/repository/models/nobody/load", "", 404)]
    [InlineData("/v2/repository/models/wine/unload", "", 501)]
    [InlineData("/v2/repository/models/nobody/unload", "", 404)]
    public async Task Repository_Post_AnswersWhatItDoes(string path, string body, int status) =>
        Assert.Equal(status, (await protocols.PostAsync(path, body)).Status);

    private static string Describe(JsonElement tensor) =>
        $"{tensor.GetProperty("name").GetString()} {tensor.GetProperty("datatype").GetString()} {tensor.GetProperty("shape").GetRawText()}";

    private static void AssertScore(ProtocolAnswer answer, double score)
    {
        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal(1 / (1 + Math.Exp(-score)), answer.Json.GetProperty("outputs")[1].GetProperty("data")[1].GetDouble(), 1e-6);
    }
}
