using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;

namespace Slipway.Web.Tests.Fuzzing;

/// <summary>
/// Valid requests to begin from: one at least for every route that a server maps, so that a new route is fuzzed without being named
/// here, and better ones for routes that take bodies.
/// </summary>
internal static partial class FuzzCorpus
{
    private const string Json = "application/json";
    private const string WineRow = """{"alcohol":12.5,"isRed":true,"grape":"merlot","picked":"2024-05-17T08:30:00Z"}""";

    /// <summary>Bodies by the end of the route's pattern. Protocols add theirs here.</summary>
    private static readonly (string PatternEnd, string ContentType, string Body)[] Bodies =
    [
        ("/predict", Json, WineRow),
        ("/predict", Json, $"[{WineRow},{WineRow}]"),
        ("/predict", "text/csv", "alcohol,isRed,grape,picked\n12.5,true,merlot,2024-05-17\n11,false,,2024-05-18T10:00:00Z\n"),
        ("/feedback", Json, """[{"id":"018f0000-0000-7000-8000-000000000000","actual":"bad"}]"""),
        ("/aliases/{alias}", Json, """{"version":1,"reason":"fuzz"}"""),
        ("/rollback", Json, """{"alias":"champion","reason":"fuzz"}"""),
        ("/sign-in", "application/x-www-form-urlencoded", "key=slw_000000000000_00&return=%2Freports%2Fwine"),
        ("/infer", Json, """{"id":"1","inputs":[{"name":"alcohol","shape":[1],"datatype":"FP32","data":[12.5]},{"name":"isRed","shape":[1],"datatype":"BOOL","data":[true]},{"name":"grape","shape":[1],"datatype":"BYTES","data":["merlot"]},{"name":"picked","shape":[1],"datatype":"BYTES","data":["2024-05-17"]}]}"""),
        (":predict", Json, $$"""{"instances":[{{WineRow}}]}"""),
        ("/invocations", Json, $$"""{"dataframe_records":[{{WineRow}}]}"""),
        ("/invocations", Json, """{"dataframe_split":{"columns":["alcohol","isRed","grape","picked"],"data":[[12.5,true,"merlot","2024-05-17"]]}}"""),
        ("/invocations", Json, """{"inputs":{"alcohol":[12.5],"isRed":[true],"grape":["merlot"],"picked":["2024-05-17"]}}"""),
        ("/invocations", "text/csv", "alcohol,isRed,grape,picked\n12.5,true,merlot,2024-05-17\n"),
    ];

    public static IReadOnlyList<FuzzRequest> Of(EndpointDataSource source)
    {
        var requests = new List<FuzzRequest>();
        foreach (var endpoint in source.Endpoints.OfType<RouteEndpoint>())
        {
            string pattern = endpoint.RoutePattern.RawText ?? "/";
            string path = Parameter().Replace(pattern, match => ValueOf(match.Groups[1].Value));
            foreach (string method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                if (method is "GET" or "HEAD" or "DELETE")
                {
                    requests.Add(new FuzzRequest(method, path, [("Accept", "*/*")], []));
                    continue;
                }

                var bodies = Bodies.Where(b => pattern.EndsWith(b.PatternEnd, StringComparison.Ordinal)).DefaultIfEmpty(("", Json, "{}"));
                requests.AddRange(bodies.Select(
                    b => new FuzzRequest(method, path, [("Content-Type", b.Item2)], Encoding.UTF8.GetBytes(b.Item3))));
            }
        }

        return requests;
    }

    private static string ValueOf(string parameter) => parameter switch
    {
        "model" => "wine",
        "version" => "1",
        "alias" => "champion",
        _ => "monday.csv",
    };

    [GeneratedRegex(@"\{\*{0,2}(\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
