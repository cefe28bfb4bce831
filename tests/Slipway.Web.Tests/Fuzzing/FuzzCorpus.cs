using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Slipway.Web.Tests.Protocols;

namespace Slipway.Web.Tests.Fuzzing;

/// <summary>
/// Valid requests to begin from: one at least for every route that a server maps, so that a new route is fuzzed without being named
/// here, and better ones for routes that take bodies.
/// </summary>
internal static partial class FuzzCorpus
{
    private const string WineRow = """{"alcohol":12.5,"isRed":true,"grape":"merlot","picked":"2024-05-17T08:30:00Z"}""";

    private const string Columns = """["alcohol","isRed","grape","picked"]""";
    private const string Values = """[12.5,true,"merlot","2024-05-17"]""";
    private const string Csv = "alcohol,isRed,grape,picked\n12.5,true,merlot,2024-05-17\n11,false,,2024-05-18T10:00:00Z\n";

    /// <summary>Bodies by the end of the route's pattern.</summary>
    private static readonly (string PatternEnd, (string Name, string Value)[] Headers, byte[] Body)[] Bodies =
    [
        AsJson("/predict", WineRow),
        AsJson("/predict", $"[{WineRow},{WineRow}]"),
        As("/predict", "text/csv", Csv),
        AsJson("/feedback", """[{"id":"018f0000-0000-7000-8000-000000000000","actual":"bad"}]"""),
        AsJson("/aliases/{alias}", """{"version":1,"reason":"fuzz"}"""),
        AsJson("/rollback", """{"alias":"champion","reason":"fuzz"}"""),
        As("/sign-in", "application/x-www-form-urlencoded", "key=slw_000000000000_00&return=%2Freports%2Fwine"),
        AsJson("/rollout", """{"version":1,"steps":[{"percent":20,"minSeconds":60,"minRequests":10},{"percent":50,"minSeconds":0,"minRequests":5}],"keyFeature":"grape","reason":"fuzz"}"""),
        AsJson("/rollout", """{"version":2,"steps":[{"percent":50,"minSeconds":0,"minRequests":10}],"rails":{"latencyRatio":4,"outputShift":null},"reason":"fuzz"}"""),
        AsJson("/rollout", """{"strategy":"ab","arms":[{"name":"b","version":1,"percent":50}],"reason":"fuzz"}"""),
        AsJson("/rollout", """{"strategy":"shadow","shadows":[1],"reason":"fuzz"}"""),
        AsJson("/rollout/abort", """{"reason":"fuzz"}"""),
        AsJson("/rollout/promote", """{"variant":"canary","reason":"fuzz"}"""),
        AsJson("/repository/index", """{"ready":true}"""),
        AsJson("/infer", InferBody.Wine()),
        AsJson("/infer", $$$"""{"id":"1","outputs":[{"name":"label","parameters":{"classification":1}}],{{{InferBody.Wine()[1..]}}}"""),
        AsBinary(
            """
            {"inputs":[
              {"name":"picked","shape":[1],"datatype":"BYTES","parameters":{"binary_data_size":14}},
              {"name":"isRed","shape":[1],"datatype":"BOOL","parameters":{"binary_data_size":1}},
              {"name":"alcohol","shape":[1,1],"datatype":"FP32","parameters":{"binary_data_size":4}},
              {"name":"grape","shape":[1],"datatype":"BYTES","data":["merlot"]}],
             "parameters":{"binary_data_output":true}}
            """,
            InferBody.Texts("2024-05-17"), [1], InferBody.Floats(12.5f)),
        AsJson(":predict", $$"""{"instances":[{{WineRow}}]}"""),
        AsJson(":predict", $$"""{"instances":[{{Values}}]}"""),
        AsJson(":explain", $$"""{"instances":[{{WineRow}}]}"""),
        AsJson("/invocations", $$"""{"dataframe_records":[{{WineRow}}]}"""),
        AsJson("/invocations", $$$"""{"dataframe_split":{"index":[0],"columns":{{{Columns}}},"data":[{{{Values}}}]}}"""),
        AsJson("/invocations", """{"inputs":{"alcohol":[12.5],"isRed":[true],"grape":["merlot"],"picked":["2024-05-17"]},"params":{"x":1}}"""),
        AsJson("/invocations", $$"""{"instances":[{{Values}},{{WineRow}}]}"""),
        As("/invocations", "text/csv", Csv),
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

                var bodies = Bodies.Where(b => pattern.EndsWith(b.PatternEnd, StringComparison.Ordinal)).DefaultIfEmpty(AsJson("", "{}"));
                requests.AddRange(bodies.Select(b => new FuzzRequest(method, path, b.Headers, b.Body)));
            }
        }

        return requests;
    }

    private static (string PatternEnd, (string Name, string Value)[] Headers, byte[] Body) AsJson(string patternEnd, string json) =>
        As(patternEnd, "application/json", json);

    private static (string PatternEnd, (string Name, string Value)[] Headers, byte[] Body) As(string patternEnd, string contentType, string body) =>
        (patternEnd, [("Content-Type", contentType)], Encoding.UTF8.GetBytes(body));

    private static (string PatternEnd, (string Name, string Value)[] Headers, byte[] Body) AsBinary(string json, params byte[][] tensors) =>
    (
        "/infer",
        [("Inference-Header-Content-Length", Encoding.UTF8.GetByteCount(json).ToString(CultureInfo.InvariantCulture)), ("Content-Type", "application/octet-stream")],
        InferBody.Binary(json, tensors));

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
