namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>Resources: a type and version that there is, and what that asks for.</summary>
internal static class ResourceRules
{
    public const string UnknownType = "type";
    public const string MissingProperty = "required";

    public static IEnumerable<Finding> Check(BicepFile file) => file.Resources.SelectMany(resource => Check(file, resource));

    private static IEnumerable<Finding> Check(BicepFile file, BicepDeclaration resource)
    {
        if (!ResourceTypes.Required.TryGetValue(resource.FullType ?? "", out string[]? required))
        {
            return
            [
                new Finding(file.Path, resource.Line, UnknownType, $"'{resource.FullType}' is not in the table of types and versions."),
            ];
        }

        string[] paths = resource.IsExisting ? ["name"] : required;
        if (IsChild(resource))
        {
            paths = [.. paths, "parent"];
        }

        return paths
            .Where(path => IsMissing(resource, path))
            .Select(path => new Finding(
                file.Path, resource.Line, MissingProperty, $"'{resource.Name}' has no {path}, which its type asks for."));
    }

    /// <summary>Whether its type has a parent, which is then named or written around it.</summary>
    private static bool IsChild(BicepDeclaration resource) => resource.Parent is null && resource.FullType!.Count(c => c == '/') > 1;

    private static bool IsMissing(BicepDeclaration resource, string path) =>
        resource.Body is { } body && body.Find(path, out bool isHidden) is null && !isHidden;
}
