namespace Slipway.Delivery.Tests.Operations;

public sealed class PrometheusTests
{
    private const string Folder = "templates/ops/prometheus/";

    [ToolFact("promtool")]
    public void Rules_PassPromtool() => Passes("check", "rules", Folder + "slipway.rules.yml");

    [ToolFact("promtool")]
    public void Rules_DoWhatTheirTestsSay() => Passes("test", "rules", Folder + "slipway.rules.test.yml");

    [ToolFact("promtool")]
    public void Configuration_PassesPromtool() => Passes("check", "config", "--syntax-only", Folder + "prometheus.yml");

    [Fact]
    public void Alerts_AllHaveATest()
    {
        string rules = File.ReadAllText(Repository.PathOf(Folder + "slipway.rules.yml"));
        string tests = File.ReadAllText(Repository.PathOf(Folder + "slipway.rules.test.yml"));
        var alerts = rules.Split('\n').Where(line => line.Contains("- alert: ", StringComparison.Ordinal)).Select(line => line.Split(": ")[1].Trim()).ToList();

        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert => Assert.Contains($"alertname: {alert}", tests, StringComparison.Ordinal));
    }

    private static void Passes(params string[] arguments)
    {
        var run = ToolRun.Of("promtool", arguments);
        Assert.True(run.ExitCode == 0, run.Output);
    }
}
