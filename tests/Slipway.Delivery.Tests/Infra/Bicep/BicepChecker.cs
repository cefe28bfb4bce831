namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>Finds what Bicep's compiler lets pass, and a deployment or whoever starts one would stumble over.</summary>
internal static class BicepChecker
{
    public static IReadOnlyList<Finding> Check(BicepFolder folder)
    {
        Finding[] broken = [.. folder.Files.Values.SelectMany(SyntaxRules.Check)];

        // In a broken tree the other rules would see what is not there.
        return broken.Length > 0 ? broken :
        [
            .. folder.Files.Values.SelectMany(ResourceRules.Check),
            .. folder.Files.Values.Where(file => !file.IsParameters).SelectMany(InterfaceRules.Check),
        ];
    }
}
