namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>Names: declared once, and used.</summary>
internal static class SymbolRules
{
    public const string Undeclared = "undeclared";
    public const string Unused = "unused";
    public const string Duplicate = "duplicate";

    private static readonly HashSet<string> Functions = new(StringComparer.Ordinal)
    {
        // Decorators.
        "description", "secure", "allowed", "minLength", "maxLength", "minValue", "maxValue", "batchSize",

        // Strings, arrays, objects.
        "concat", "contains", "empty", "endsWith", "filter", "first", "flatten", "format", "guid", "indexOf", "intersection", "items",
        "join", "last", "length", "map", "max", "min", "padLeft", "range", "reduce", "replace", "skip", "sort", "split", "startsWith",
        "string", "substring", "take", "toLower", "toObject", "toUpper", "trim", "union", "uniqueString", "int", "bool", "json", "array",
        "base64",

        // The deployment, files and the environment.
        "deployment", "environment", "extensionResourceId", "listKeys", "loadFileAsBase64", "loadJsonContent", "loadTextContent",
        "managementGroup", "readEnvironmentVariable", "reference", "resourceGroup", "resourceId", "subscription",
        "subscriptionResourceId", "tenant",
    };

    public static IEnumerable<Finding> Check(BicepFile file) =>
        [.. FindDuplicates(file), .. FindUndeclared(file), .. file.IsParameters ? [] : FindUnused(file)];

    private static IEnumerable<Finding> FindDuplicates(BicepFile file) => file.Declarations
        .GroupBy(d => (d.Name, IsOutput: d.Kind == BicepKind.Output))
        .SelectMany(group => group.Skip(1))
        .Select(d => new Finding(file.Path, d.Line, Duplicate, $"'{d.Name}' is declared already."));

    private static IEnumerable<Finding> FindUndeclared(BicepFile file)
    {
        var symbols = file.Declarations.Where(d => d.Kind != BicepKind.Output).Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        return file.References
            .Where(r => r.Kind switch
            {
                ReferenceKind.Symbol => !symbols.Contains(r.Name),
                ReferenceKind.Function => !Functions.Contains(r.Name),
                _ => true,
            })
            .Select(r => new Finding(file.Path, r.Line, Undeclared, $"'{r.Name}' is declared nowhere."));
    }

    private static IEnumerable<Finding> FindUnused(BicepFile file)
    {
        var used = file.References.Select(r => r.Name).ToHashSet(StringComparer.Ordinal);
        return file.Declarations
            .Where(d => d.Kind is BicepKind.Parameter or BicepKind.Variable || d is { Kind: BicepKind.Resource, IsExisting: true })
            .Where(d => !used.Contains(d.Name))
            .Select(d => new Finding(file.Path, d.Line, Unused, $"'{d.Name}' is not used."));
    }
}
