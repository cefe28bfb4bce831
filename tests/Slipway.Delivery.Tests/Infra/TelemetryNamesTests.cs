using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Slipway.Alerts;
using Slipway.Delivery.Tests.Infra.Bicep;
using Slipway.Telemetry;

namespace Slipway.Delivery.Tests.Infra;

/// <summary>What alerts and dashboard ask for is what the product measures.</summary>
public sealed partial class TelemetryNamesTests
{
    private static readonly Dictionary<string, Instrument> InCode = typeof(Instruments)
        .GetProperties(BindingFlags.Public | BindingFlags.Static)
        .Select(property => property.GetValue(null))
        .OfType<Instrument>()
        .ToDictionary(instrument => instrument.Name, StringComparer.Ordinal);

    private static IReadOnlyList<AlertRule> Rules => AlertRule.ReadAll(InfraFolder.Current);

    [BicepFact]
    public void AlertQueries_MetersAndTags_AreThoseOfTheCode() => Assert.All(Rules, rule => CheckQuery(rule.Query));

    [Fact]
    public void WorkbookQueries_MetersAndTags_AreThoseOfTheCode()
    {
        using var workbook = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("infra/workbook.json")));
        string[] queries = [.. FindQueries(workbook.RootElement)];

        Assert.True(queries.Length > 10);
        Assert.All(queries, CheckQuery);
    }

    [Theory]
    [InlineData("AppMetrics | where Name == \"slipway.prediction\"")]
    [InlineData("AppMetrics | where Name == \"slipway.predictions\" | extend m = Properties[\"model_name\"]")]
    public void CheckQuery_NameThatTheCodeHasNot_Fails(string query) =>
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => CheckQuery(query));

    [BicepTheory]
    [InlineData("drift-detected")]
    [InlineData("performance-drop")]
    [InlineData("prediction-failures")]
    [InlineData("latency")]
    [InlineData("poison-queue")]
    [InlineData("retraining-failed")]
    [InlineData("retraining-overdue")]
    [InlineData("no-predictions")]
    [InlineData("files-failed")]
    public void AlertRules_PromisedRule_IsThereAndSplitsByWhatItsQueryGives(string name)
    {
        var rule = Assert.Single(Rules, r => r.Name == name);

        Assert.Contains(name == "poison-queue" ? "queue" : "model", rule.Dimensions);
        Assert.All(rule.Dimensions.Append(rule.Measure), column => Assert.Matches($@"\b{column}\b", rule.Query));
    }

    [BicepFact]
    public void AlertRules_KindsOfTheProduct_AreAllReadAndNoOthers()
    {
        string queries = string.Join('\n', Rules.Select(rule => rule.Query));
        var kinds = KindList().Matches(queries).SelectMany(list => Quoted().Matches(list.Value)).Select(kind => kind.Groups[1].Value);

        Assert.Equal(Words<AlertKind>().Order(), kinds.Distinct().Order());
    }

    [BicepFact]
    public void AlertRules_Notices_AreThoseOfTheProduct()
    {
        var notices = Rules.SelectMany(rule => Notice().Matches(rule.Query)).Select(notice => notice.Groups[1].Value);

        Assert.NotEmpty(notices);
        Assert.Subset(Words<AlertNotice>().ToHashSet(), notices.ToHashSet());
    }

    private static void CheckQuery(string query)
    {
        var meters = Quoted().Matches(query)
            .Select(match => match.Groups[1].Value)
            .Where(name => name.StartsWith("slipway.", StringComparison.Ordinal))
            .ToHashSet();
        Assert.All(meters, name => Assert.True(InCode.ContainsKey(name), $"'{name}' is no instrument of the code."));
        foreach (string tag in Tag().Matches(query).Select(t => t.Groups[1].Value))
        {
            Assert.All(meters, name => Assert.True(InCode[name].Tags.Contains(tag), $"'{name}' has no tag '{tag}'."));
        }
    }

    private static IEnumerable<string> FindQueries(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(
            p => p is { Name: "query", Value.ValueKind: JsonValueKind.String } ? [p.Value.GetString()!] : FindQueries(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(FindQueries),
        _ => [],
    };

    private static IEnumerable<string> Words<T>()
        where T : struct, Enum => Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName);

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("""Properties\["(\w+)"\]""")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\bkind in \([^)]*\)")]
    private static partial Regex KindList();

    [GeneratedRegex("""\bnotice [=!]= "(\w+)"[)]?""")]
    private static partial Regex Notice();
}
