using System.Text.Json;
using System.Text.RegularExpressions;
using Slipway.Delivery.Tests.Infra.Bicep;

namespace Slipway.Delivery.Tests.Infra;

/// <summary>What the infrastructure promises beyond being well formed.</summary>
public sealed partial class InfraRulesTests
{
    [BicepTheory]
    [InlineData("modules/storage.bicep", "account", "properties.allowSharedKeyAccess", "false")]
    [InlineData("modules/storage.bicep", "account", "properties.allowBlobPublicAccess", "false")]
    [InlineData("modules/storage.bicep", "account", "properties.minimumTlsVersion", "'TLS1_2'")]
    [InlineData("modules/storage.bicep", "account", "properties.supportsHttpsTrafficOnly", "true")]
    [InlineData("modules/storage.bicep", "account", "properties.networkAcls.bypass", "'AzureServices'")]
    [InlineData("modules/monitoring.bicep", "insights", "properties.DisableLocalAuth", "true")]
    [InlineData("modules/monitoring.bicep", "workspace", "properties.features.disableLocalAuth", "true")]
    [InlineData("modules/vault.bicep", "vault", "properties.enableRbacAuthorization", "true")]
    [InlineData("modules/vault.bicep", "vault", "properties.enablePurgeProtection", "true")]
    [InlineData("modules/app.bicep", "site", "properties.httpsOnly", "true")]
    [InlineData("modules/app.bicep", "site", "properties.siteConfig.minTlsVersion", "'1.2'")]
    [InlineData("modules/app.bicep", "site", "properties.functionAppConfig.runtime.name", "'dotnet-isolated'")]
    [InlineData("modules/app.bicep", "site", "properties.functionAppConfig.runtime.version", "'10.0'")]
    [InlineData("modules/app.bicep", "plan", "sku.name", "'FC1'")]
    [InlineData("modules/app.bicep", "noScm", "properties.allow", "false")]
    [InlineData("modules/app.bicep", "noFtp", "properties.allow", "false")]
    public void Resource_Setting_IsAsPromised(string file, string resource, string path, string expected)
    {
        var body = InfraFolder.Current.Files[file].Resources.Single(r => r.Name == resource).Body!;

        Assert.Equal(expected, body.Find(path, out _)?.Text);
    }

    [BicepTheory]
    [InlineData("Slipway__blobServiceUri", "blobEndpoint")]
    [InlineData("Slipway__queueServiceUri", "queueEndpoint")]
    [InlineData("Slipway__credential", "'managedidentity'")]
    [InlineData("Slipway__clientId", "identityClientId")]
    [InlineData("AZURE_CLIENT_ID", "identityClientId")]
    [InlineData("SLIPWAY_STORAGE", "blobEndpoint")]
    [InlineData("SLIPWAY_INBOX_CONTAINER", "'inbox'")]
    [InlineData("SLIPWAY_TRAINING_CONTAINER", "'training'")]
    [InlineData("SLIPWAY_SCORE_QUEUE", "'score-ranges'")]
    [InlineData("SLIPWAY_DRIFT_QUEUE", "'drift-reports'")]
    [InlineData("SLIPWAY_RETRAIN_SCHEDULE", "retrainSchedule")]
    [InlineData("SLIPWAY_MONITOR_SCHEDULE", "monitorSchedule")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "insightsConnectionString")]
    [InlineData("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "'ClientId=${identityClientId};Authorization=AAD'")]
    public void App_Setting_IsWhatTheAppReads(string name, string value) => Assert.Equal(value, AppSettings().GetValueOrDefault(name));

    [BicepFact]
    public void App_SettingsOfALocalApp_AreAllSet()
    {
        // Beside these the host has its own, which differ between a laptop and Azure.
        string[] ofTheHost = ["FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsStorage", "Slipway"];
        string example = Repository.PathOf("src/Slipway.Functions/local.settings.example.json");
        using var local = JsonDocument.Parse(
            File.Exists(example) ? File.ReadAllText(example) : """{ "Values": { "AZURE_CLIENT_ID": "" } }""");

        Assert.All(
            local.RootElement.GetProperty("Values").EnumerateObject().Select(value => value.Name).Except(ofTheHost),
            name => Assert.Contains(name, AppSettings().Keys));
    }

    [BicepFact]
    public void Workflows_OutputsThatTheyRead_AreWritten()
    {
        string[] folders = [".github/workflows", "templates/workflows", "templates/ops"];
        var findings = folders.Select(Repository.PathOf).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .SelectMany(file => OutputReaderRules.Check(InfraFolder.Current, file, File.ReadAllText(file)));

        Assert.Empty(findings);
    }

    [BicepFact]
    public void Workflow_OutputThatNobodyWrites_IsFoundWithItsPlace()
    {
        const string Workflow = """
            env:
              APP: ${{ steps.infra.outputs.AZURE_FUNCTIONAPP_NAME }}
              SITE: ${{ steps.infra.outputs.AZURE_WEBAPP_NAME }}
            """;

        var finding = Assert.Single(OutputReaderRules.Check(InfraFolder.Current, "deploy.yml", Workflow));

        Assert.Equal(("deploy.yml", 3, OutputReaderRules.Unwritten), (finding.File, finding.Line, finding.Rule));
        Assert.Contains("AZURE_WEBAPP_NAME", finding.Message, StringComparison.Ordinal);
    }

    [BicepFact]
    public void Storage_ContainersAndQueues_AreThoseOfTheCode()
    {
        var storage = InfraFolder.Current.Files["modules/storage.bicep"];
        string[] folders = ["src/Slipway", "src/Slipway.Azure"];
        string code = string.Concat(folders
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories))
            .Select(File.ReadAllText));

        // Packages are the workflows' own.
        Assert.Equal(InCode(NamedContainer()).Append("packages").ToHashSet(), NamesIn("containers"));
        Assert.Superset(InCode(NamedQueue()), NamesIn("queues"));

        HashSet<string> InCode(Regex named) => [.. named.Matches(code).Select(name => name.Groups[1].Value)];
        HashSet<string> NamesIn(string variable) =>
            [.. storage.Of(BicepKind.Variable).Single(v => v.Name == variable).Value!.Children.Select(c => c.Literal).OfType<string>()];
    }

    private static Dictionary<string, string> AppSettings() => InfraFolder.Current.Files["modules/app.bicep"].Of(BicepKind.Variable)
        .SelectMany(variable => BicepObject.Of(variable.Value)?.Properties ?? [])
        .ToDictionary(setting => setting.Name, setting => setting.Value.Text, StringComparer.Ordinal);

    [GeneratedRegex("const string (?:Container|Inbox|Scored|Rejected) = \"([a-z]+)\";")]
    private static partial Regex NamedContainer();

    [GeneratedRegex("const string Queue = \"([a-z-]+)\";")]
    private static partial Regex NamedQueue();
}
