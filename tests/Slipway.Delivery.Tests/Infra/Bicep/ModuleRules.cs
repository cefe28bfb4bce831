namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>Modules: local files, given what they ask for, asked for what they give.</summary>
internal static class ModuleRules
{
    public const string NoModule = "module";
    public const string UnknownParameter = "unknown-parameter";
    public const string MissingParameter = "missing-parameter";
    public const string UnknownOutput = "unknown-output";

    public static IEnumerable<Finding> Check(BicepFolder folder, BicepFile file) =>
        [.. file.Of(BicepKind.Module).SelectMany(module => CheckCall(folder, file, module)), .. CheckOutputs(folder, file)];

    private static IEnumerable<Finding> CheckCall(BicepFolder folder, BicepFile file, BicepDeclaration module)
    {
        if (module.Target is null || !folder.Files.TryGetValue(file.Resolve(module.Target), out var callee))
        {
            return [new Finding(file.Path, module.Line, NoModule, $"'{module.Target}' is no file of this folder.")];
        }

        var given = BicepObject.Of(module.Body?.Find("params"))?.Properties ?? [];
        return Compare(file, module.Line, module.Name, given.Select(p => (p.Name, p.Line)), callee);
    }

    /// <summary>Compares parameters that are given with those that a file declares.</summary>
    public static IEnumerable<Finding> Compare(
        BicepFile file, int line, string name, IEnumerable<(string Name, int Line)> given, BicepFile callee)
    {
        var declared = callee.Of(BicepKind.Parameter).ToDictionary(p => p.Name, StringComparer.Ordinal);
        var passed = given.ToLookup(p => p.Name, StringComparer.Ordinal);
        return
        [
            .. passed.Where(p => !declared.ContainsKey(p.Key))
                .Select(p => new Finding(file.Path, p.First().Line, UnknownParameter, $"{callee.Path} declares no parameter '{p.Key}'.")),
            .. declared.Values.Where(p => p.IsRequired && !passed.Contains(p.Name))
                .Select(p => new Finding(
                    file.Path, line, MissingParameter, $"'{name}' does not give '{p.Name}', which {callee.Path} asks for.")),
        ];
    }

    private static IEnumerable<Finding> CheckOutputs(BicepFolder folder, BicepFile file)
    {
        var modules = file.Of(BicepKind.Module).ToDictionary(m => m.Name, StringComparer.Ordinal);
        foreach (var access in file.Root.SelfAndDescendants().Where(n => n.Type == "member_expression"))
        {
            string[] parts = access.Text.Split('.');
            if (parts is [var module, "outputs", var output]
                && modules.TryGetValue(module, out var called)
                && folder.Files.TryGetValue(file.Resolve(called.Target ?? ""), out var callee)
                && callee.Of(BicepKind.Output).All(o => o.Name != output))
            {
                yield return new Finding(file.Path, access.Line, UnknownOutput, $"{callee.Path} has no output '{output}'.");
            }
        }
    }
}
