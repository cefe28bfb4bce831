namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>Finds what a Bicep compiler and a first deployment would find. No compiler is to be had where these tests run.</summary>
internal static class BicepChecker
{
    public static IReadOnlyList<Finding> Check(BicepFolder folder)
    {
        Finding[] broken = [.. folder.Files.Values.SelectMany(SyntaxRules.Check)];

        // In a broken tree the other rules would see what is not there.
        return broken.Length > 0 ? broken :
        [
            .. folder.Files.Values.SelectMany(SymbolRules.Check),
            .. folder.Files.Values.SelectMany(ResourceRules.Check),
            .. folder.Files.Values.SelectMany(file => ModuleRules.Check(folder, file)),
            .. folder.Files.Values.SelectMany(file => LoadedFileRules.Check(folder, file)),
            .. folder.Files.Values.Where(file => file.IsParameters).SelectMany(file => ParameterFileRules.Check(folder, file)),
            .. folder.Files.Values.Where(file => !file.IsParameters).SelectMany(InterfaceRules.Check),
        ];
    }
}
