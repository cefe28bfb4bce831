using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Slipway.Functions.Hosting;
using Slipway.Functions.Tests.Serving;
using Slipway.Functions.Tests.Worker;

namespace Slipway.Functions.Tests.Hosting;

public sealed class FunctionSettingsTests
{
    private static string ExamplePath => Path.GetFullPath(Path.Combine(HostDouble.WorkerFolder, "../../../local.settings.example.json"));

    [Fact]
    public void Read_TheExample_IsComplete()
    {
        var settings = FunctionSettings.Read(Example()).Value;

        Assert.True(settings.Web is { AllowRemote: true, RunJobs: false });
    }

    [Fact]
    public void Read_Nothing_NamesEverySettingAtOnce()
    {
        var problems = FunctionSettings.Read(new ConfigurationBuilder().Build()).Problems;

        Assert.All(TriggerSettings(), setting => Assert.Contains(problems, p => p.Message.Contains(setting, StringComparison.Ordinal)));
        Assert.Contains(problems, p => p.Message.Contains(FunctionSettings.StoreSetting, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_AContainerThatTheStoreDoesNotUse_IsRefused()
    {
        var problem = Assert.Single(FunctionSettings.Read(Example((FunctionSettings.InboxSetting, "in"))).Problems);

        Assert.Contains("'inbox'", problem.Message, StringComparison.Ordinal);
        Assert.Single(FunctionSettings.Read(Example(("Slipway:Web:MaxRows", "0"))).Problems);
    }

    [Fact]
    public void Example_HasEverySettingThatATriggerNames()
    {
        var example = Example();

        Assert.All(TriggerSettings(), setting => Assert.False(string.IsNullOrEmpty(example[setting]), setting));
        Assert.All(BuiltFunctions.All.Select(f => f["connection"]).OfType<string>(), connection => Assert.NotNull(example[connection]));
    }

    private static IEnumerable<string> TriggerSettings() => BuiltFunctions.All
        .SelectMany(f => new[] { f["schedule"], f["path"], f["queueName"] }).OfType<string>().Select(value => value.Split('%')[1]);

    private static IConfiguration Example(params (string Name, string Value)[] changes)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(ExamplePath));
        var values = json.RootElement.GetProperty("Values").EnumerateObject().ToDictionary(v => v.Name, v => v.Value.GetString());
        foreach (var (name, value) in changes)
        {
            values[name] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }
}
