namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>Properties that a type may have, and ours must.</summary>
internal static class ResourceRules
{
    public const string MissingProperty = "required";

    private static readonly Dictionary<string, string[]> Required = new(StringComparer.Ordinal)
    {
        // Without it the service looks the principal up, and does not yet find one that was made a moment ago.
        ["Microsoft.Authorization/roleAssignments"] = ["properties.principalType"],
        ["Microsoft.Insights/components"] = ["properties.WorkspaceResourceId"],
        ["Microsoft.Insights/diagnosticSettings"] = ["scope", "properties.workspaceId"],
        ["Microsoft.Web/serverfarms"] = ["properties.reserved"],
        ["Microsoft.Web/sites"] =
        [
            "identity.type", "properties.serverFarmId", "properties.functionAppConfig.runtime.version",
            "properties.functionAppConfig.deployment.storage.authentication.type",
            "properties.functionAppConfig.scaleAndConcurrency.maximumInstanceCount",
        ],
    };

    public static IEnumerable<Finding> Check(BicepFile file) => file.Resources
        .Where(resource => !resource.IsExisting)
        .SelectMany(resource => Required.GetValueOrDefault(resource.FullType?.Split('@')[0] ?? "", [])
            .Where(path => IsMissing(resource, path))
            .Select(path => new Finding(
                file.Path, resource.Line, MissingProperty, $"'{resource.Name}' has no {path}, which Slipway needs.")));

    private static bool IsMissing(BicepDeclaration resource, string path) =>
        resource.Body is { } body && body.Find(path, out bool isHidden) is null && !isHidden;
}
