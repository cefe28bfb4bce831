namespace Slipway.Learning.Tests.Onnx;

/// <summary>A theory that compares with ONNX Runtime; skipped, with what to install, where that is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute() => Skip = OnnxRuntimeOracle.SkipReason;
}
