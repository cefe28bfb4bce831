using Slipway.Learning.Results;
namespace Slipway.Learning.Onnx {
#pragma warning disable CS1591
public sealed class OnnxModel { public IReadOnlyList<TensorInfo> Inputs => []; public IReadOnlyList<TensorInfo> Outputs => [];
 public static Result<OnnxModel> Load(ReadOnlySpan<byte> b) => new OnnxModel(); public OnnxSession CreateSession() => new(); }
public sealed class OnnxSession { public void Resize(int n){} public Span<float> Floats(int i) => default; public Span<string> Strings(int i) => default; public void Run(){} public ReadOnlySpan<float> OutputFloats(int i) => default; }
}
namespace Slipway.Learning.Tables { public static class ValueParser { public static bool TryParseBoolean(ReadOnlySpan<byte> b, out bool v) { v=b.SequenceEqual("true"u8); return v; } public static bool TryParseTimestamp(ReadOnlySpan<byte> b, out long v) => (v = DateTimeOffset.Parse(System.Text.Encoding.UTF8.GetString(b)).UtcTicks) > 0; } }
