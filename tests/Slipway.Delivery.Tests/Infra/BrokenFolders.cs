using Slipway.Delivery.Tests.Infra.Bicep;

namespace Slipway.Delivery.Tests.Infra;

/// <summary>Copies of the infrastructure with one error each; all of them are judged at once.</summary>
public sealed class BrokenFolders
{
    private readonly Lazy<IReadOnlyList<BicepFolder>> _parsed = new(Parse);
    private readonly Lazy<IReadOnlyList<Finding>> _compiled = new(Compile);

    /// <summary>Errors that our own rules find.</summary>
    internal static IReadOnlyList<ErrorByHand> ForTheChecker { get; } =
    [
        new("syntax", "modules/vault.bicep", "sku: { family: 'A'", "sku: family: 'A'", SyntaxRules.Syntax, "sku: family", ""),
        new(
            "no principal type", "modules/monitoring.bicep",
            "    principalType: 'ServicePrincipal'\n", "",
            ResourceRules.MissingProperty, "resource publisher", "principalType"),
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

    /// <summary>Errors that the compiler finds.</summary>
    internal static IReadOnlyList<ErrorByHand> ForTheCompiler { get; } =
    [
        new(
            "undeclared parameter", "modules/app.bicep",
            "param planName string\n", "param plan2 string\n",
            "BCP057", "name: planName", "planName"),
        new(
            "undeclared variable", "modules/storage.bicep",
            "for queue in queues:", "for queue in queuesToMake:",
            "BCP057", "queuesToMake", "queuesToMake"),
        new(
            "undeclared resource", "modules/app.bicep",
            "serverFarmId: plan.id", "serverFarmId: farm.id",
            "BCP057", "farm.id", "farm"),
        new(
            "undeclared module", "main.bicep",
            "storage.outputs.name", "store.outputs.name",
            "BCP057", "store.outputs.name", "store"),
        new("unknown function", "main.bicep", "uniqueString(", "uniqueText(", "BCP057", "uniqueText(", "uniqueText"),
        new(
            "name out of its loop", "events.bicep",
            "trigger.name\n", "trigger2.name\n",
            "BCP057", "trigger2.name", "trigger2"),
        new(
            "no such nested resource", "modules/storage.bicep",
            "parent: account::queueService\n", "parent: account::queues\n",
            "BCP159", "account::queues\n", "named \"queues\""),
        new(
            "unused parameter", "modules/vault.bicep",
            "var roles", "@description('x')\nparam spare string = ''\n\nvar roles",
            "no-unused-params", "param spare", "spare"),
        new(
            "unused variable", "github.bicep",
            "var contributor", "var spare = 1\nvar contributor",
            "no-unused-vars", "var spare", "spare"),
        new("duplicate", "main.bicep", "var unique", "var tags = {}\nvar unique", "BCP028", "var tags = { app", "tags"),
        new(
            "unknown version", "modules/app.bicep",
            "sites@2024-04-01", "sites@2024-04-02",
            "BCP081", "sites@2024-04-02", "Microsoft.Web/sites@2024-04-02"),
        new("unknown type", "events.bicep", "systemTopics@", "systemTopic@", "BCP081", "systemTopic@", "systemTopic@"),
        new(
            "no location", "modules/monitoring.bicep",
            "-${environmentName}'\n  location: location\n  tags: tags\n  kind",
            "-${environmentName}'\n  tags: union(tags, { location: location })\n  kind",
            "BCP035", "resource insights", "location"),
        new(
            "no threshold", "events.bicep",
            "          threshold: 0\n", "",
            "BCP035", "{\n          criterionType", "threshold"),
        new("no parent", "modules/storage.bicep", "  parent: account\n", "", "BCP169", "name: 'default'\n  properties: {\n    policy", "name segments"),
        new(
            "no module", "main.bicep",
            "modules/vault.bicep", "br/public:avm/res/key-vault/vault:0.9.0",
            "BCP190", "br/public", "key-vault/vault:0.9.0"),
        new(
            "unknown module parameter", "main.bicep",
            "    vaultName: vaultName\n", "    vaultName: vaultName\n    colour: 'red'\n",
            "BCP037", "colour:", "colour"),
        new(
            "missing module parameter", "main.bicep",
            "    sku: storageSku\n", "    accessTier: storageSku\n",
            "BCP035", "params: {\n    location: location\n    tags: tags\n    accountName", "sku"),
        new(
            "unknown module output", "main.bicep",
            "monitoring.outputs.insightsName", "monitoring.outputs.insights",
            "BCP053", "outputs.insights\n", "insights"),
        new(
            "no loaded file", "modules/alerts.bicep",
            "queries/latency.kql", "queries/slow.kql",
            "BCP091", "slow.kql", "slow.kql"),
        new(
            "no such role", "modules/monitoring.bicep",
            "publisherPrincipalId, roles.monitoringMetricsPublisher", "publisherPrincipalId, roles.metricsPublisher",
            "BCP053", "roles.metricsPublisher", "metricsPublisher"),
        new(
            "unknown parameter set", "dev.bicepparam",
            "param telemetryDays", "param telemetryWeeks",
            "BCP259", "telemetryWeeks", "telemetryWeeks"),
        new(
            "required parameter not set", "prod.bicepparam",
            "param environmentName = 'prod'\n", "",
            "BCP258", "using", "environmentName"),
    ];

    /// <summary>What our own rules find where an error was made.</summary>
    internal IReadOnlyList<Finding> Checked(ErrorByHand error) => BicepChecker.Check(_parsed.Value[IndexIn(ForTheChecker, error)]);

    /// <summary>What the compiler finds where an error was made.</summary>
    internal IReadOnlyList<Finding> Compiled(ErrorByHand error)
    {
        string folder = $"{IndexIn(ForTheCompiler, error)}/";
        return
        [
            .. _compiled.Value.Where(f => f.File.StartsWith(folder, StringComparison.Ordinal))
                .Select(f => f with { File = f.File[folder.Length..] }),
        ];
    }

    private static int IndexIn(IReadOnlyList<ErrorByHand> errors, ErrorByHand error) => errors.ToList().IndexOf(error);

    private static IReadOnlyList<BicepFolder> Parse() =>
        BicepFolder.Parse([.. ForTheChecker.Select(error => error.MakeIn(InfraFolder.Texts))]);

    private static IReadOnlyList<Finding> Compile()
    {
        using var copies = new TemporaryFolder();
        foreach (var (index, error) in ForTheCompiler.Index())
        {
            // Each file of parameters compiles the rest anew: only those that are broken are worth the time.
            var texts = error.MakeIn(InfraFolder.Texts)
                .Where(text => text.Key == error.File || !text.Key.EndsWith(".bicepparam", StringComparison.Ordinal));
            InfraFolder.Write(texts, copies[$"{index}"]);
        }

        return BicepCompiler.Compile(copies.Path);
    }
}
