using System.Collections.Frozen;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Slipway.Access;

namespace Slipway.Web.Access;

/// <summary>
/// The one table of who may call what. A route that is mapped without a row here is closed while keys are required, and fails a test.
/// </summary>
/// <remarks>
/// Open are the probes, which orchestrators call without keys and which say nothing but whether the process is well, the sign-in, and
/// what the compatible protocols answer to the same questions. Metrics name models and traffic, so they need the role <c>read</c>:
/// Prometheus sends a key by <c>authorization.credentials_file</c>.
/// </remarks>
internal static class RouteTable
{
    private static readonly AccessRole[] ToPredict = [AccessRole.Predict];
    private static readonly AccessRole[] ToOperate = [AccessRole.Operate];
    private static readonly AccessRole[] ToSee = [AccessRole.Read, AccessRole.Operate];
    private static readonly AccessRole[] ToKnow = [AccessRole.Predict, AccessRole.Read, AccessRole.Operate];

    public static IReadOnlyList<RouteRow> Rows { get; } =
    [
        Probe("/health/live"),
        Probe("/health/ready"),
        Open("POST", SignInEndpoints.SignInPath),
        Open("POST", SignInEndpoints.SignOutPath),
        Page("/"),
        Page("/docs"),
        Page("/reports/{model}"),
        Page("/reports/{model}/{name}"),
        Page("/api/models/{model}/versions/{version}/card"),
        Row("GET", "/openapi.json", ToKnow),
        Row("GET", "/metrics", ToSee),
        Row("GET", "/api/models", ToKnow),
        Row("GET", "/api/models/{model}", ToKnow),
        Row("GET", "/api/models/{model}/schema", ToKnow),
        Row("GET", "/api/models/{model}/versions/{version}", ToSee),
        Row("GET", "/api/models/{model}/versions/{version}/schema", ToKnow),
        Row("GET", "/api/models/{model}/drift", ToSee),
        Prediction("/api/models/{model}/predict"),
        Row("POST", "/api/models/{model}/feedback", ToPredict),
        Row("PUT", "/api/models/{model}/aliases/{alias}", ToOperate),
        Row("POST", "/api/models/{model}/rollback", ToOperate),
        Row("GET", "/api/models/{model}/rollout", ToSee),
        Row("PUT", "/api/models/{model}/rollout", ToOperate),
        Row("DELETE", "/api/models/{model}/rollout", ToOperate),
        Row("POST", "/api/models/{model}/rollout/abort", ToOperate),
        Row("POST", "/api/models/{model}/rollout/promote", ToOperate),
        .. OpenInference(),
        .. Mlflow(""),
        .. Mlflow("/models/{model}"),
    ];

    private static readonly FrozenDictionary<(string Method, string Pattern), RouteAccess> ByRoute =
        Rows.ToFrozenDictionary(r => (r.Method, r.Pattern), r => r.Access);

    /// <summary>Gives each endpoint that is mapped in a group its row.</summary>
    public static RouteGroupBuilder MapGroupOfTable(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("");
        ((IEndpointConventionBuilder)group).Finally(builder =>
        {
            if (builder is RouteEndpointBuilder route && Find(route) is { } access)
            {
                builder.Metadata.Add(access);
            }
        });
        return group;
    }

    /// <summary>The row of an endpoint; of one that answers several methods, only when all their rows are the same.</summary>
    private static RouteAccess? Find(RouteEndpointBuilder route)
    {
        var methods = route.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods ?? [];
        string pattern = route.RoutePattern.RawText ?? "";
        var rows = methods.Select(method => ByRoute.GetValueOrDefault((method, pattern))).Distinct().ToList();
        return rows is [{ } access] ? access : null;
    }

    private static RouteRow[] OpenInference() =>
    [
        Probe("/v2/health/live"),
        Probe("/v2/health/ready"),
        Row("GET", "/v2", ToKnow),
        Row("GET", "/v2/models", ToKnow),
        Row("POST", "/v2/repository/index", ToKnow),
        Row("POST", "/v2/repository/models/{model}/load", ToOperate),
        Row("POST", "/v2/repository/models/{model}/unload", ToOperate),
        .. new[] { "/v2/models/{model}", "/v2/models/{model}/versions/{version}" }.SelectMany(model => new[]
        {
            Row("GET", model, ToKnow),
            Row("GET", model + "/ready", ToKnow),
            Prediction(model + "/infer"),
        }),
        Row("GET", "/v1/models", ToKnow),
        Row("GET", "/v1/models/{model}", ToKnow),
        Prediction("/v1/models/{model}:predict"),
        Prediction("/v1/models/{model}:explain"),
    ];

    private static RouteRow[] Mlflow(string root) =>
    [
        Probe(root + "/ping"),
        Probe(root + "/health"),
        Row("GET", root + "/version", ToKnow),
        Prediction(root + "/invocations"),
    ];

    private static RouteRow Row(string method, string pattern, AccessRole[] roles) => new(method, pattern, new() { Roles = roles });

    private static RouteRow Prediction(string pattern) => new("POST", pattern, new() { Roles = ToPredict, IsPrediction = true });

    private static RouteRow Page(string pattern) => new("GET", pattern, new() { Roles = ToSee, IsPage = true });

    private static RouteRow Open(string method, string pattern) => new(method, pattern, new() { IsOpen = true });

    private static RouteRow Probe(string pattern) => new("GET", pattern, new() { IsOpen = true, IsProbe = true });
}
