using Slipway.Learning.Results;
namespace Slipway.Learning.Onnx;
#pragma warning disable CS1591
public sealed class OnnxModel { public IReadOnlyList<TensorInfo> Inputs => []; public IReadOnlyList<TensorInfo> Outputs => [];
 public static Result<OnnxModel> Load(ReadOnlySpan<byte> b) => new OnnxModel(); public OnnxSession CreateSession() => new(); }
public sealed class OnnxSession { public void Resize(int n){} public Span<float> Floats(int i) => default; public Span<string> Strings(int i) => default; public void Run(){} public ReadOnlySpan<float> OutputFloats(int i) => default; }
