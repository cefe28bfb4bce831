using Slipway.Delivery.Tests.Infra.Bicep;

namespace Slipway.Delivery.Tests.Infra;

/// <summary>A log search alert as modules/alerts.bicep declares it.</summary>
internal sealed record AlertRule(string Name, string Query, IReadOnlyList<string> Dimensions, string Measure)
{
    /// <summary>Reads all of them, with the queries that they load.</summary>
    public static IReadOnlyList<AlertRule> ReadAll(BicepFolder folder)
    {
        var file = folder.Files["modules/alerts.bicep"];
        var variables = file.Of(BicepKind.Variable).ToDictionary(v => v.Name, v => v.Value!, StringComparer.Ordinal);
        return [.. variables["rules"].Children.Where(n => n.Type == "object").Select(n => Read(new BicepObject(n), QueryOf))];

        string QueryOf(BicepNode query)
        {
            string function = query.ByField("function")?.Text ?? "";
            BicepNode[] arguments = [.. query.ByField("arguments")?.Children.Where(a => a.Type is "string" or "identifier") ?? []];
            return (query.Type, function) switch
            {
                ("identifier", _) => QueryOf(variables[query.Text]),
                (_, "loadTextContent") => folder.Texts[file.Resolve(arguments[0].Literal!)],
                (_, "replace") => QueryOf(arguments[0]).Replace(arguments[1].Literal!, arguments[2].Literal!, StringComparison.Ordinal),
                _ => throw new InvalidDataException($"{file.Path}:{query.Line}: {query.Text} is no query that this test can read."),
            };
        }
    }

    private static AlertRule Read(BicepObject rule, Func<BicepNode, string> queryOf) => new(
        rule.Find("name")!.Literal!,
        queryOf(rule.Find("query")!),
        [.. rule.Find("dimensions")!.Children.Select(child => child.Literal).OfType<string>()],
        rule.Find("measure")!.Literal!);
}
