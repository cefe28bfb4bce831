namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>A test that reads Bicep; skipped, with what to install, where the parser is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BicepFactAttribute : FactAttribute
{
    public BicepFactAttribute() => Skip = BicepParser.SkipReason;
}
