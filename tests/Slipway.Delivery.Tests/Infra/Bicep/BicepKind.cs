namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>What a declaration declares.</summary>
internal enum BicepKind
{
    Parameter,
    Variable,
    Resource,
    Module,
    Output,
}
