using System.Text;
using Microsoft.AspNetCore.Http;
using Slipway.Learning.Results;
using Slipway.Monitoring.Reports;
using Slipway.Registry;
using Slipway.Web.Models;
using Slipway.Web.Pages;
using Slipway.Web.Problems;
using Slipway.Web.Responses;

namespace Slipway.Web.Reports;

/// <summary>Reads drift reports.</summary>
internal sealed class ReportEndpoints(ReportStore reports, ModelRegistry registry)
{
    private const string Json = ".json";
    private const string Html = ".html";

    /// <summary><c>GET /api/models/{model}/drift</c>: the latest report.</summary>
    public async Task GetLatestAsync(HttpContext context)
    {
        if (await FindModelAsync(context) is not { } model)
        {
            return;
        }

        var report = await reports.FindLatestAsync(model, context.RequestAborted);
        await (report is null
            ? ProblemResponse.WriteAsync(context, "reports.notFound",
                $"Model '{model}' has no drift report yet. One is written for every scored file and window.")
            : WebJson.WriteAsync(context, report, WebJson.Readable));
    }

    /// <summary><c>GET /reports/{model}</c>: the reports, as a page, or as JSON where that is asked for.</summary>
    public async Task ListAsync(HttpContext context)
    {
        if (await FindModelAsync(context) is not { } model)
        {
            return;
        }

        var entries = await reports.ListAsync(model, context.RequestAborted);
        bool wantsHtml = PageRequests.WantsHtml(context.Request);
        await (wantsHtml
            ? WritePageAsync(context, Encoding.UTF8.GetBytes(ReportListPage.Render(model, entries)))
            : WebJson.WriteAsync(
                context, new ReportList(model, entries.Select(e => new ReportLine(e.Name, e.WrittenAt))), WebJson.Readable));
    }

    /// <summary><c>GET /reports/{model}/{name}</c>: a report, as JSON where the name ends so, else as a page.</summary>
    public async Task GetAsync(HttpContext context)
    {
        if (await FindModelAsync(context) is not { } model)
        {
            return;
        }

        string name = (string)context.Request.RouteValues["name"]!;
        if (name.EndsWith(Json, StringComparison.OrdinalIgnoreCase))
        {
            var report = await reports.FindAsync(model, name[..^Json.Length], context.RequestAborted);
            await (report is null
                ? WriteNotFoundAsync(context, model)
                : WebJson.WriteAsync(context, report, WebJson.Readable));
            return;
        }

        string stem = name.EndsWith(Html, StringComparison.OrdinalIgnoreCase) ? name[..^Html.Length] : name;
        var page = await reports.FindPageAsync(model, stem, context.RequestAborted);
        await (page is { } html ? WritePageAsync(context, html) : WriteNotFoundAsync(context, model));
    }

    private static Task WriteNotFoundAsync(HttpContext context, ModelName model) => ProblemResponse.WriteAsync(
        context, "reports.notFound", $"Model '{model}' has no report of that name. GET /reports/{model} lists those that there are.");

    private static async Task WritePageAsync(HttpContext context, ReadOnlyMemory<byte> html)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = PagePolicy.NoScripts;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = html.Length;
        await context.Response.Body.WriteAsync(html, context.RequestAborted);
    }

    private async Task<ModelName?> FindModelAsync(HttpContext context)
    {
        if (!ModelEndpoints.TryGetModel(context, out var model, out Problem problem))
        {
            await ProblemResponse.WriteAsync(context, [problem]);
            return null;
        }

        var versions = await registry.ListVersionsAsync(model, context.RequestAborted);
        if (!versions.IsSuccess)
        {
            await ProblemResponse.WriteAsync(context, versions.Problems);
            return null;
        }

        return model;
    }
}
