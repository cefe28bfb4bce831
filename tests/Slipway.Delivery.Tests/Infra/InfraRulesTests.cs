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

    [Fact]
    public void Workflows_OutputsThatTheyRead_AreWritten()
    {
        var written = Directory.EnumerateFiles(Repository.PathOf("infra"), "*.bicep")
            .SelectMany(file => WrittenOutput().Matches(File.ReadAllText(file)))
            .Select(output => output.Groups[1].Value)
            .ToHashSet(StringComparer.Ordinal);
        string[] folders = [".github/workflows", "templates/workflows"];
        var unwritten =
            from folder in folders
            where Directory.Exists(Repository.PathOf(folder))
            from file in Directory.EnumerateFiles(Repository.PathOf(folder), "*.yml", SearchOption.AllDirectories)
            from output in ReadOutput().Matches(File.ReadAllText(file))
            where !written.Contains(output.Groups[1].Value)
            select $"{Path.GetFileName(file)} reads {output.Groups[1].Value}";

        Assert.Contains("AZURE_FUNCTIONAPP_NAME", written);
        Assert.Empty(unwritten);
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
        Assert.Equal(InCode(NamedQueue()), NamesIn("queues"));

        HashSet<string> InCode(Regex named) => [.. named.Matches(code).Select(name => name.Groups[1].Value)];
        HashSet<string> NamesIn(string variable) =>
            [.. storage.Of(BicepKind.Variable).Single(v => v.Name == variable).Value!.Children.Select(c => c.Literal).OfType<string>()];
    }

    [GeneratedRegex(@"^output (\w+)", RegexOptions.Multiline)]
    private static partial Regex WrittenOutput();

    [GeneratedRegex(@"\boutputs\.([A-Z][A-Z0-9_]+)\b")]
    private static partial Regex ReadOutput();

    [GeneratedRegex("const string (?:Container|Inbox|Scored|Rejected) = \"([a-z]+)\";")]
    private static partial Regex NamedContainer();

    [GeneratedRegex("const string Queue = \"([a-z-]+)\";")]
    private static partial Regex NamedQueue();
}
