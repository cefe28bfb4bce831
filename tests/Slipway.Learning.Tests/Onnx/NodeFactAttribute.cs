namespace Slipway.Learning.Tests.Onnx;

/// <summary>A test that compares with ONNX Runtime; skipped, with what to install, where that is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = OnnxRuntimeOracle.SkipReason;
}
