using System.Text.Json;
using System.Text.RegularExpressions;
using Slipway.Alerts;
using Slipway.Delivery.Tests.Workflows;
using Slipway.Telemetry;

namespace Slipway.Delivery.Tests.Operations;

/// <summary>Every metric that rules and dashboards name is one that a real server shows, with the labels that they go by.</summary>
public sealed partial class MetricNameTests
{
    // Prometheus' own: whether it got an answer, and what it calls where that came from.
    private static readonly string[] OfPrometheus = ["up"];
    private static readonly string[] LabelsOfPrometheus = ["instance", "job"];

    [Fact]
    public async Task Expressions_NameMetricsAndLabelsOfTheServer()
    {
        var page = await MetricsPage.ReadAsync();
        var rules = Rules().ToList();
        var recorded = rules.Select(r => r.Record).OfType<string>().ToHashSet(StringComparer.Ordinal);
        string[] expressions = [.. rules.Select(r => r.Expression), .. DashboardExpressions()];

        Assert.True(expressions.Length > 30, "Too few expressions were found to mean anything.");
        foreach (string expression in expressions)
        {
            foreach (Match selector in Selector().Matches(expression))
            {
                string name = selector.Groups["name"].Value;
                if (OfPrometheus.Contains(name) || recorded.Contains(name))
                {
                    continue;
                }

                Assert.True(page.Labels.TryGetValue(name, out var labels), $"No server shows {name}, which is in: {expression}");
                foreach (string label in Label().Matches(selector.Groups["labels"].Value).Select(m => m.Groups[1].Value))
                {
                    Assert.True(labels.Contains(label) || LabelsOfPrometheus.Contains(label), $"{name} has no label {label}, which is in: {expression}");
                }
            }
        }
    }

    [Fact]
    public async Task Page_ShowsEveryInstrument()
    {
        // What guards the test above: a page on which much is missing would make it fail for the wrong reason.
        var page = await MetricsPage.ReadAsync();

        Assert.All(Instruments.All, i => Assert.Contains(
            page.Labels.Keys, name => name.StartsWith(i.PrometheusName ?? i.Name.Replace('.', '_'), StringComparison.Ordinal)));
    }

    [Fact]
    public void Expressions_NameKindsAndNoticesOfAlerts()
    {
        string[] kinds = [.. Enum.GetNames<AlertKind>().Select(JsonNamingPolicy.CamelCase.ConvertName)];
        string[] notices = [.. Enum.GetNames<AlertNotice>().Select(JsonNamingPolicy.CamelCase.ConvertName)];
        var named = Rules().SelectMany(r => ValueOf().Matches(r.Expression)).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, match => Assert.All(
            match.Groups["values"].Value.Split('|'), value => Assert.Contains(value, match.Groups["label"].Value == "kind" ? kinds : notices)));

        // Each kind of alert reaches somebody.
        Assert.Empty(kinds.Except(named.SelectMany(m => m.Groups["values"].Value.Split('|'))));
    }

    private static IEnumerable<(string? Record, string Expression)> Rules() => Yaml
        .Load(Repository.PathOf("templates/ops/prometheus/slipway.rules.yml"))
        .Items("groups")
        .SelectMany(group => group.Items("rules"))
        .Select(rule => (rule.Text("record"), rule.Text("expr")!));

    private static IEnumerable<string> DashboardExpressions()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("templates/ops/grafana/slipway.json")));
        return
        [
            .. dashboard.RootElement.GetProperty("panels").EnumerateArray()
                .Where(panel => panel.TryGetProperty("targets", out _))
                .SelectMany(panel => panel.GetProperty("targets").EnumerateArray().Select(target => target.GetProperty("expr").GetString()!)),
            .. dashboard.RootElement.GetProperty("templating").GetProperty("list").EnumerateArray()
                .Where(variable => variable.GetProperty("type").GetString() == "query")
                .Select(variable => LabelValues().Replace(variable.GetProperty("query").GetProperty("query").GetString()!, "$1")),
        ];
    }

    [GeneratedRegex(@"(?<![\w:.""$])(?<name>(?:slipway|model_infer|request|rest_server)[_:][\w:]+|[a-z_]\w*(?=[{\[])|\bup\b)(?:\{(?<labels>[^}]*(?:\{\w+\}[^}]*)*)\})?")]
    private static partial Regex Selector();

    [GeneratedRegex(@"(\w+)\s*(?:=~|!~|!=|=)\s*""")]
    private static partial Regex Label();

    [GeneratedRegex(@"\b(?<label>kind|notice)(?:=~|!=|=)""(?<values>[^""]+)""")]
    private static partial Regex ValueOf();

    [GeneratedRegex(@"label_values\((\w+), \w+\)")]
    private static partial Regex LabelValues();
}
