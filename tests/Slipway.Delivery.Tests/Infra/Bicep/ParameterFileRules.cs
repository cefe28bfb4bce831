namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>Files of parameters: every required one is set, and none that there is not.</summary>
internal static class ParameterFileRules
{
    public static IEnumerable<Finding> Check(BicepFolder folder, BicepFile file) =>
        file.Using is { } used && folder.Files.TryGetValue(file.Resolve(used), out var target)
            ? ModuleRules.Compare(file, 1, file.Path, file.Of(BicepKind.Variable).Select(p => (p.Name, p.Line)), target)
            : [new Finding(file.Path, 1, ModuleRules.NoModule, $"'{file.Using}' is no file of this folder.")];
}
