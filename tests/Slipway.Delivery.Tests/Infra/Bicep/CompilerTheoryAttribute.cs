namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>A theory that compiles Bicep; skipped, with how to get it, where the compiler is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CompilerTheoryAttribute : TheoryAttribute
{
    public CompilerTheoryAttribute() => Skip = BicepCompiler.SkipReason;
}
