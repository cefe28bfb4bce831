namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>The grammar.</summary>
internal static class SyntaxRules
{
    public const string Syntax = "syntax";

    public static IEnumerable<Finding> Check(BicepFile file) => file.Root.SelfAndDescendants()
        .Where(node => node.IsBroken)
        .Take(1)
        .Select(node => new Finding(
            file.Path, node.Line, Syntax, $"'{node.Text}' does not belong here, or something before it is missing."));
}
