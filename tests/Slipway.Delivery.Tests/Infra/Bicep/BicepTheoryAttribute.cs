namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>A theory that reads Bicep; skipped, with what to install, where the parser is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BicepTheoryAttribute : TheoryAttribute
{
    public BicepTheoryAttribute() => Skip = BicepParser.SkipReason;
}
