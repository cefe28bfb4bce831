using System.Text.Json;

namespace Slipway.Learning.Tests.Onnx;

/// <summary>A tensor on its way to or from ONNX Runtime.</summary>
public sealed record OracleTensor(string Type, int[] Dims, object?[] Data)
{
    public static OracleTensor Of(IEnumerable<float> values, params int[] dims) =>
        new("float32", dims, [.. values.Select(value => ToJson(value))]);

    public static OracleTensor Of(IEnumerable<string> values, params int[] dims) => new("string", dims, [.. values]);

    public static OracleTensor Of(IEnumerable<long> values, params int[] dims) =>
        new("int64", dims, [.. values.Select(value => (object)value)]);

    public float[] Floats() => [.. Data.Select(value => value switch
    {
        JsonElement { ValueKind: JsonValueKind.Number } number => (float)number.GetDouble(),
        JsonElement { ValueKind: JsonValueKind.String } text =>
            text.GetString() == "Infinity" ? float.PositiveInfinity : float.NegativeInfinity,
        _ => float.NaN,
    })];

    public string[] Strings() => [.. Data.Select(value => ((JsonElement)value!).GetString()!)];

    public long[] Int64s() => [.. Data.Select(value => ((JsonElement)value!).GetInt64())];

    private static object? ToJson(float value) => float.IsFinite(value) ? (double)value
        : float.IsNaN(value) ? null
        : value > 0 ? "Infinity" : "-Infinity";
}
