using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Telemetry;

namespace Slipway.Web.Telemetry;

/// <summary>Counts HTTP requests by the route that answered them. Goes before everything else in the pipeline.</summary>
internal sealed class RequestMetricsMiddleware(RequestDelegate next, SlipwayMetrics metrics, TimeProvider time)
{
    // What callers send is not a tag: any text could be a method or a path.
    private static readonly HashSet<string> Methods =
        new(StringComparer.Ordinal) { "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH" };

    private static readonly string[] Statuses = [.. Enumerable.Range(0, 600).Select(s => s.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    public async Task InvokeAsync(HttpContext context)
    {
        long start = time.GetTimestamp();
        metrics.BeginHttp();
        try
        {
            await next(context);
        }
        finally
        {
            string method = context.Request.Method;
            metrics.EndHttp(
                Methods.Contains(method) ? method : "other",
                (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none",
                Statuses[Math.Clamp(context.Response.StatusCode, 0, Statuses.Length - 1)],
                time.GetElapsedTime(start));
        }
    }
}
