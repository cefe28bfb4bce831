using Slipway.Delivery.Tests.Infra.Bicep;

namespace Slipway.Delivery.Tests.Infra;

/// <summary>Copies of the infrastructure with one error each; all parsed at once.</summary>
public sealed class BrokenFolders
{
    private readonly Lazy<IReadOnlyList<BicepFolder>> _folders = new(Parse);

    internal static IReadOnlyList<ErrorByHand> Errors { get; } =
    [
        new("syntax", "modules/vault.bicep", "sku: { family: 'A'", "sku: family: 'A'", SyntaxRules.Syntax, "sku: family", ""),
        new(
            "undeclared parameter", "modules/app.bicep",
            "param planName string\n", "param plan2 string\n",
            SymbolRules.Undeclared, "name: planName", "planName"),
        new(
            "undeclared variable", "modules/storage.bicep",
            "for queue in queues:", "for queue in queuesToMake:",
            SymbolRules.Undeclared, "queuesToMake", "queuesToMake"),
        new(
            "undeclared resource", "modules/app.bicep",
            "serverFarmId: plan.id", "serverFarmId: farm.id",
            SymbolRules.Undeclared, "farm.id", "farm"),
        new(
            "undeclared module", "main.bicep",
            "storage.outputs.name", "store.outputs.name",
            SymbolRules.Undeclared, "store.outputs.name", "store"),
        new("unknown function", "main.bicep", "uniqueString(", "uniqueText(", SymbolRules.Undeclared, "uniqueText(", "uniqueText"),
        new(
            "name out of its loop", "events.bicep",
            "trigger.name\n", "trigger2.name\n",
            SymbolRules.Undeclared, "trigger2.name", "trigger2"),
        new(
            "no such nested resource", "modules/storage.bicep",
            "parent: account::queueService\n", "parent: account::queues\n",
            SymbolRules.Undeclared, "account::queues\n", "account::queues"),
        new(
            "unused parameter", "modules/vault.bicep",
            "var roles", "@description('x')\nparam spare string = ''\n\nvar roles",
            SymbolRules.Unused, "param spare", "spare"),
        new(
            "unused variable", "github.bicep",
            "var contributor", "var spare = 1\nvar contributor",
            SymbolRules.Unused, "var spare", "spare"),
        new("duplicate", "main.bicep", "var unique", "var tags = {}\nvar unique", SymbolRules.Duplicate, "var tags = { app", "tags"),
        new(
            "unknown version", "modules/app.bicep",
            "sites@2024-04-01", "sites@2024-04-02",
            ResourceRules.UnknownType, "sites@2024-04-02", "Microsoft.Web/sites@2024-04-02"),
        new("unknown type", "events.bicep", "systemTopics@", "systemTopic@", ResourceRules.UnknownType, "systemTopic@", "systemTopic@"),
        new(
            "no location", "modules/monitoring.bicep",
            "-${environmentName}'\n  location: location\n  tags: tags\n  kind",
            "-${environmentName}'\n  tags: union(tags, { location: location })\n  kind",
            ResourceRules.MissingProperty, "resource insights", "location"),
        new(
            "no threshold", "events.bicep",
            "          threshold: 0\n", "",
            ResourceRules.MissingProperty, "resource droppedEvents", "threshold"),
        new("no parent", "modules/storage.bicep", "  parent: account\n", "", ResourceRules.MissingProperty, "resource expiry", "parent"),
        new(
            "no principal type", "modules/monitoring.bicep",
            "    principalType: 'ServicePrincipal'\n", "",
            ResourceRules.MissingProperty, "resource publisher", "principalType"),
        new(
            "no module", "main.bicep",
            "modules/vault.bicep", "br/public:avm/res/key-vault/vault:0.9.0",
            ModuleRules.NoModule, "br/public", "br/public"),
        new(
            "unknown module parameter", "main.bicep",
            "    vaultName: vaultName\n", "    vaultName: vaultName\n    colour: 'red'\n",
            ModuleRules.UnknownParameter, "colour:", "colour"),
        new(
            "missing module parameter", "main.bicep",
            "    sku: storageSku\n", "    accessTier: storageSku\n",
            ModuleRules.MissingParameter, "module storage", "sku"),
        new(
            "unknown module output", "main.bicep",
            "monitoring.outputs.insightsName", "monitoring.outputs.insights",
            ModuleRules.UnknownOutput, "outputs.insights\n", "insights"),
        new(
            "no loaded file", "modules/alerts.bicep",
            "queries/latency.kql", "queries/slow.kql",
            LoadedFileRules.NoFile, "slow.kql", "slow.kql"),
        new(
            "no such role", "modules/monitoring.bicep",
            "publisherPrincipalId, roles.monitoringMetricsPublisher", "publisherPrincipalId, roles.metricsPublisher",
            LoadedFileRules.NoKey, "roles.metricsPublisher", "metricsPublisher"),
        new(
            "unknown parameter set", "dev.bicepparam",
            "param telemetryDays", "param telemetryWeeks",
            ModuleRules.UnknownParameter, "telemetryWeeks", "telemetryWeeks"),
        new(
            "required parameter not set", "prod.bicepparam",
            "param environmentName = 'prod'\n", "",
            ModuleRules.MissingParameter, "using", "environmentName"),
        new(
            "parameter not described", "main.bicep",
            "@description('Which environment this is; part of every name.')\n", "",
            InterfaceRules.NotDescribed, "param environmentName", "environmentName"),
        new(
            "parameter not bounded", "main.bicep",
            "@minValue(1)\n@maxValue(168)\n", "",
            InterfaceRules.NotBounded, "param retrainingOverdueHours", "retrainingOverdueHours"),
        new(
            "output not in upper snake", "github.bicep",
            "output AZURE_CLIENT_ID", "output clientId",
            InterfaceRules.OutputName, "output clientId", "clientId"),
    ];

    internal BicepFolder Broken(ErrorByHand error) => _folders.Value[Errors.ToList().IndexOf(error)];

    private static IReadOnlyList<BicepFolder> Parse()
    {
        var texts = InfraFolder.Texts;
        return BicepFolder.Parse([.. Errors.Select(error => error.MakeIn(texts))]);
    }
}
