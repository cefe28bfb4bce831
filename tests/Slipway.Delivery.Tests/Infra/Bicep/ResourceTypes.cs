namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>
/// The types and versions that may be used, with the properties that they ask for; read off the published schemas of each version. A type
/// that is used for the first time is looked up and added.
/// </summary>
internal static class ResourceTypes
{
    private const string RuleCriterion = "properties.criteria.allOf[].";

    public static IReadOnlyDictionary<string, string[]> Required { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Microsoft.Authorization/roleAssignments@2022-04-01"] =
            ["name", "properties.roleDefinitionId", "properties.principalId", "properties.principalType"],
        ["Microsoft.EventGrid/systemTopics@2022-06-15"] = ["name", "location", "properties.source", "properties.topicType"],
        ["Microsoft.EventGrid/systemTopics/eventSubscriptions@2022-06-15"] =
            ["name", "properties.destination.endpointType", "properties.destination.properties", "properties.filter.includedEventTypes"],
        ["Microsoft.Insights/actionGroups@2023-01-01"] = ["name", "location", "properties.enabled", "properties.groupShortName"],
        ["Microsoft.Insights/components@2020-02-02"] =
            ["name", "location", "kind", "properties.Application_Type", "properties.WorkspaceResourceId"],
        ["Microsoft.Insights/diagnosticSettings@2021-05-01-preview"] = ["name", "scope", "properties.workspaceId", "properties.logs"],
        ["Microsoft.Insights/metricAlerts@2018-03-01"] =
        [
            "name", "location", "properties.severity", "properties.enabled", "properties.scopes", "properties.evaluationFrequency",
            "properties.windowSize", "properties.criteria", RuleCriterion + "criterionType", RuleCriterion + "name",
            RuleCriterion + "metricName", RuleCriterion + "operator", RuleCriterion + "threshold", RuleCriterion + "timeAggregation",
        ],
        ["Microsoft.Insights/scheduledQueryRules@2023-12-01"] =
        [
            "name", "location", "properties.severity", "properties.scopes", "properties.evaluationFrequency", "properties.windowSize",
            RuleCriterion + "query", RuleCriterion + "operator", RuleCriterion + "threshold", RuleCriterion + "timeAggregation",
        ],
        ["Microsoft.Insights/workbooks@2023-06-01"] =
            ["name", "location", "kind", "properties.category", "properties.displayName", "properties.serializedData"],
        ["Microsoft.KeyVault/vaults@2023-07-01"] =
            ["name", "location", "properties.sku.family", "properties.sku.name", "properties.tenantId"],
        ["Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31"] = ["name", "location"],
        ["Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31"] =
            ["name", "properties.audiences", "properties.issuer", "properties.subject"],
        ["Microsoft.OperationalInsights/workspaces@2023-09-01"] = ["name", "location", "properties.sku.name"],
        ["Microsoft.Storage/storageAccounts@2024-01-01"] = ["name", "location", "kind", "sku.name"],
        ["Microsoft.Storage/storageAccounts/blobServices@2024-01-01"] = ["name"],
        ["Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01"] = ["name"],
        ["Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01"] = ["name", "properties.policy.rules"],
        ["Microsoft.Storage/storageAccounts/queueServices@2024-01-01"] = ["name"],
        ["Microsoft.Storage/storageAccounts/queueServices/queues@2024-01-01"] = ["name"],
        ["Microsoft.Web/serverfarms@2024-04-01"] = ["name", "location", "sku.name", "properties.reserved"],
        ["Microsoft.Web/sites@2024-04-01"] =
        [
            "name", "location", "kind", "identity.type", "properties.serverFarmId", "properties.functionAppConfig.runtime.name",
            "properties.functionAppConfig.runtime.version", "properties.functionAppConfig.deployment.storage.type",
            "properties.functionAppConfig.deployment.storage.value", "properties.functionAppConfig.deployment.storage.authentication.type",
            "properties.functionAppConfig.scaleAndConcurrency.instanceMemoryMB",
            "properties.functionAppConfig.scaleAndConcurrency.maximumInstanceCount",
        ],
        ["Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01"] = ["name", "properties.allow"],
    };
}
