using System.Text;
using Microsoft.AspNetCore.Http;

namespace Slipway.Web.Telemetry;

/// <summary><c>GET /metrics</c>: what this process measured since its start, in the Prometheus text format.</summary>
internal sealed class MetricsEndpoint(MetricCollector collector)
{
    public async Task GetAsync(HttpContext context)
    {
        byte[] page = Encoding.UTF8.GetBytes(PrometheusPage.Write(collector.Collect()));
        context.Response.ContentType = PrometheusPage.ContentType;
        context.Response.ContentLength = page.Length;
        await context.Response.Body.WriteAsync(page, context.RequestAborted);
    }
}
