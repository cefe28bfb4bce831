using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Slipway.Web.Tests.Protocols;

/// <summary>The binary tensor extension, with bytes written by hand as its specification says: JSON, then little-endian data.</summary>
public sealed class BinaryTensorTests(ProtocolServer protocols) : IClassFixture<ProtocolServer>
{
    private const string Header = "Inference-Header-Content-Length";
    private const string Cancer = "/v2/models/cancer/infer";

    private static readonly (string Datatype, byte[] One, byte[] Zero)[] Datatypes =
    [
        ("BOOL", [1], [0]),
        ("UINT8", [1], [0]),
        ("INT8", [1], [0]),
        ("UINT16", [1, 0], [0, 0]),
        ("INT16", [1, 0], [0, 0]),
        ("UINT32", [1, 0, 0, 0], [0, 0, 0, 0]),
        ("INT32", [1, 0, 0, 0], [0, 0, 0, 0]),
        ("UINT64", [1, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0]),
        ("INT64", [1, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0]),
        ("FP16", [0x00, 0x3C], [0, 0]),
        ("FP32", [0x00, 0x00, 0x80, 0x3F], [0, 0, 0, 0]),
        ("FP64", [0, 0, 0, 0, 0, 0, 0xF0, 0x3F], [0, 0, 0, 0, 0, 0, 0, 0]),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    public async Task Infer_EveryDatatype_Widens(int index)
    {
        var (datatype, one, zero) = Datatypes[index];
        byte[] row = [.. zero, .. one, .. Enumerable.Repeat(zero, 6).SelectMany(z => z)];
        byte[] rows = [.. row, .. row, .. row];
        string json = $$$"""{"inputs":[{"name":"x","shape":[3,8],"datatype":"{{{datatype}}}","parameters":{"binary_data_size":{{{rows.Length}}}}}]}""";

        var answer = await PostAsync(Cancer, json, rows);

        Assert.True(answer.Status == 200, answer.Text);
        var probabilities = answer.Json.GetProperty("outputs")[1].GetProperty("data");
        Assert.Equal(6, probabilities.GetArrayLength());
        Assert.All([1, 3, 5], i => Assert.Equal(1 / (1 + Math.Exp(-2)), probabilities[i].GetDouble(), 1e-6));
    }

    [Theory]
    [InlineData("FP32", 4)]
    [InlineData("FP64", 8)]
    public async Task Infer_ColumnsOfNumbers_AreReadByVectorsAsByOnes(string datatype, int size)
    {
        const int Rows = 37;
        var inputs = new StringBuilder();
        var data = new List<byte>();
        for (int f = 0; f < 8; f++)
        {
            inputs.Append(f > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $$$"""{"name":"f{{{f}}}","shape":[{{{Rows}}},1],"datatype":"{{{datatype}}}","parameters":{"binary_data_size":{{{Rows * size}}}}}""");
            for (int row = 0; row < Rows; row++)
            {
                // The last two features may be missing; one value that is breaks off the vectors.
                double value = f switch { 0 => row / 8.0, 6 when row == 20 => double.NaN, _ => 0 };
                byte[] bytes = new byte[size];
                if (size == 4)
                {
                    BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
                }
                else
                {
                    BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
                }

                data.AddRange(bytes);
            }
        }

        var answer = await PostAsync(Cancer, $$"""{"inputs":[{{inputs}}]}""", [.. data]);

        Assert.True(answer.Status == 200, answer.Text);
        var probabilities = answer.Json.GetProperty("outputs")[1].GetProperty("data");
        Assert.All(Enumerable.Range(0, Rows), i => Assert.Equal(1 / (1 + Math.Exp(-i / 8.0)), probabilities[(2 * i) + 1].GetDouble(), 1e-6));
    }

    [Fact]
    public async Task Infer_MixedTypes_AreReadInTheOrderOfTheInputs()
    {
        byte[] texts = InferBody.Texts("2024-05-17T08:30:00Z", "2024-03-01");
        byte[] grapes = InferBody.Texts("merlot", "");
        string json = $$$"""
            {"inputs":[
              {"name":"picked","shape":[2],"datatype":"BYTES","parameters":{"binary_data_size":{{{texts.Length}}}}},
              {"name":"ignored","shape":[2],"datatype":"UINT8","parameters":{"binary_data_size":2}},
              {"name":"isRed","shape":[2],"datatype":"BOOL","parameters":{"binary_data_size":2}},
              {"name":"alcohol","shape":[2],"datatype":"FP32","data":[20,10]},
              {"name":"grape","shape":[2],"datatype":"BYTES","parameters":{"binary_data_size":{{{grapes.Length}}}}}]}
            """;

        var answer = await PostAsync("/v2/models/wine/infer", json, [.. texts, 9, 9, 1, 0, .. grapes]);

        Assert.True(answer.Status == 200, answer.Text);
        var probabilities = answer.Json.GetProperty("outputs")[1].GetProperty("data");
        Assert.Equal(1 / (1 + Math.Exp(-(20 + 2 + 4 + 5 - 30))), probabilities[1].GetDouble(), 1e-6);
        Assert.Equal(1 / (1 + Math.Exp(-(10 + 16 + 3 - 30))), probabilities[3].GetDouble(), 1e-6);
    }

    [Fact]
    public async Task Infer_BinaryOutputsForAll_FollowTheJson()
    {
        const string Json = """{"inputs":[{"name":"x","shape":[2,8],"datatype":"FP32","parameters":{"binary_data_size":64}}],"parameters":{"binary_data_output":true}}""";
        byte[] rows = InferBody.Floats([1, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0]);

        var answer = await PostAsync(Cancer, Json, rows);

        Assert.Equal((200, "application/octet-stream"), (answer.Status, answer.ContentType));
        int length = int.Parse(answer.Headers[Header], CultureInfo.InvariantCulture);
        using var json = JsonDocument.Parse(answer.Body.AsMemory(0, length));
        var outputs = json.RootElement.GetProperty("outputs");
        byte[] labels = InferBody.Texts("malignant", "benign");
        Assert.Equal(labels.Length, outputs[0].GetProperty("parameters").GetProperty("binary_data_size").GetInt32());
        Assert.Equal(16, outputs[1].GetProperty("parameters").GetProperty("binary_data_size").GetInt32());
        Assert.False(outputs[0].TryGetProperty("data", out _));
        Assert.Equal(labels, answer.Body[length..(length + labels.Length)]);
        byte[] numbers = answer.Body[(length + labels.Length)..];
        Assert.Equal(16, numbers.Length);
        Assert.Equal(1 / (1 + Math.Exp(-1)), BinaryPrimitives.ReadSingleLittleEndian(numbers.AsSpan(4)), 1e-6);
        Assert.Equal(1 / (1 + Math.Exp(1)), BinaryPrimitives.ReadSingleLittleEndian(numbers.AsSpan(12)), 1e-6);
    }

    [Fact]
    public async Task Infer_BinaryOutputOfOne_OverridesTheOthers()
    {
        string json = InferBody.Cancer(
            "[1,0,0,0,0,0,0,0]",
            rest: ""","outputs":[{"name":"probabilities","parameters":{"binary_data":true}},{"name":"label","parameters":{"binary_data":false}}]""");

        var answer = await protocols.PostAsync(Cancer, json);

        int length = int.Parse(answer.Headers[Header], CultureInfo.InvariantCulture);
        Assert.Equal(8, answer.Body.Length - length);
        using var head = JsonDocument.Parse(answer.Body.AsMemory(0, length));
        var outputs = head.RootElement.GetProperty("outputs");
        Assert.Equal(["probabilities", "label"], outputs.EnumerateArray().Select(o => o.GetProperty("name").GetString()));
        Assert.Equal("malignant", outputs[1].GetProperty("data")[0].GetString());
    }

    [Theory]
    [InlineData("FP32", 31, 31)]
    [InlineData("FP32", 31, 32)]
    [InlineData("FP32", 33, 32)]
    [InlineData("FP32", -1, 32)]
    [InlineData("FP32", 32, 33)]
    [InlineData("FP64", 32, 32)]
    [InlineData("BYTES", 32, 32)]
    public async Task Infer_SizesThatDisagree_Are400(string datatype, int said, int sent)
    {
        string json = $$$"""{"inputs":[{"name":"x","shape":[1,8],"datatype":"{{{datatype}}}","parameters":{"binary_data_size":{{{said}}}}}]}""";

        var answer = await PostAsync(Cancer, json, new byte[sent]);

        Assert.Equal(400, answer.Status);
        answer.AssertDiscreet();
    }

    [Theory]
    [InlineData(new byte[] { 1, 0, 0 })]
    [InlineData(new byte[] { 255, 255, 255, 255, 65 })]
    [InlineData(new byte[] { 2, 0, 0, 0, 65 })]
    [InlineData(new byte[] { 1, 0, 0, 0, 65, 66 })]
    [InlineData(new byte[] { 1, 0, 0, 0, 255 })]
    public async Task Infer_BrokenTexts_Are400(byte[] data)
    {
        string json = $$$"""{"inputs":[{"name":"grape","shape":[1],"datatype":"BYTES","parameters":{"binary_data_size":{{{data.Length}}}}}]}""";

        Assert.Equal(400, (await PostAsync("/v2/models/wine/infer", json, data)).Status);
    }

    [Theory]
    [InlineData("BOOL", new byte[] { 2, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData("INT16", new byte[] { 0, 0x7F, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData("FP16", new byte[] { 0, 0x7C, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData("FP16", new byte[] { 0, 0x7E, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    public async Task Infer_BadValues_NameTheColumn(string datatype, byte[] data)
    {
        string json = $$$"""{"inputs":[{"name":"x","shape":[1,8],"datatype":"{{{datatype}}}","parameters":{"binary_data_size":{{{data.Length}}}}}]}""";

        var answer = await PostAsync(Cancer, json, data);

        Assert.Equal(400, answer.Status);
        Assert.StartsWith("Row 0 (0-based): 'f0'", answer.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        answer.AssertDiscreet();
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("999999")]
    [InlineData("0")]
    [InlineData("3")]
    public async Task Infer_BadHeader_Is400(string length)
    {
        byte[] body = Encoding.UTF8.GetBytes(InferBody.Cancer("[1,0,0,0,0,0,0,0]"));

        Assert.Equal(400, (await protocols.SendAsync(HttpMethod.Post, Cancer, body, "application/octet-stream", (Header, length))).Status);
    }

    private Task<ProtocolAnswer> PostAsync(string path, string json, byte[] data) => protocols.SendAsync(
        HttpMethod.Post,
        path,
        InferBody.Binary(json, data),
        "application/octet-stream",
        (Header, Encoding.UTF8.GetByteCount(json).ToString(CultureInfo.InvariantCulture)));
}
