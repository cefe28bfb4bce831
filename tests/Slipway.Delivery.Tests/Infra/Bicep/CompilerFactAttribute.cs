namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>A test that compiles Bicep; skipped, with how to get it, where the compiler is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CompilerFactAttribute : FactAttribute
{
    public CompilerFactAttribute() => Skip = BicepCompiler.SkipReason;
}
