using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Slipway.Web.Tests.Protocols;

/// <summary>Bodies of infer requests, written as stock clients write them.</summary>
internal static class InferBody
{
    /// <summary>A wine row as one tensor a column.</summary>
    public static string Wine(string alcohol = "20", string isRed = "true", string grape = "\"merlot\"", string picked = "\"2024-05-17T08:30:00Z\"") =>
        $$"""
        {"inputs":[
          {"name":"alcohol","shape":[1],"datatype":"FP64","data":[{{alcohol}}]},
          {"name":"isRed","shape":[1,1],"datatype":"BOOL","data":[{{isRed}}]},
          {"name":"grape","shape":[1],"datatype":"BYTES","parameters":{"content_type":"str"},"data":[{{grape}}]},
          {"name":"picked","shape":[1],"datatype":"BYTES","data":[{{picked}}]}]}
        """;

    /// <summary>Rows of the cancer model as one tensor, with what else stands in the request.</summary>
    public static string Cancer(string data, int rows = 1, string datatype = "FP32", string rest = "") => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"inputs":[{"name":"input-0","shape":[{{rows}},8],"datatype":"{{datatype}}","data":{{data}}}]{{rest}}}""");

    /// <summary>The JSON part and the tensors behind it.</summary>
    public static byte[] Binary(string json, params byte[][] tensors) => [.. Encoding.UTF8.GetBytes(json), .. tensors.SelectMany(t => t)];

    /// <summary>Floats, little-endian.</summary>
    public static byte[] Floats(params float[] values) => [.. values.SelectMany(v =>
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, v);
        return bytes;
    })];

    /// <summary>BYTES: each behind its length.</summary>
    public static byte[] Texts(params string[] values) => [.. values.SelectMany(v =>
    {
        byte[] text = Encoding.UTF8.GetBytes(v);
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        return length.Concat(text);
    })];
}
