using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Slipway.Serving;
using Slipway.Web.Protocols;

namespace Slipway.Web.Pages;

/// <summary>
/// <c>GET /</c>: what serves here and how to call it. One page without scripts for browsers; JSON for other callers, in which
/// <c>status</c> is what clients of KServe V1 look at to see that the server lives.
/// </summary>
internal static class IndexPage
{
    private static readonly JsonSerializerOptions ReadableJson = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task GetAsync(HttpContext context, ModelCatalog catalog) =>
        PageRequests.WantsHtml(context.Request) ? WritePageAsync(context, catalog) : WriteJsonAsync(context, catalog);

    private static Task WriteJsonAsync(HttpContext context, ModelCatalog catalog)
    {
        context.Response.Headers.CacheControl = "no-store";
        var answer = new
        {
            status = "alive",
            models = catalog.Entries.Select(e => e.Model.Value),
            openapi = "/openapi.json",
            docs = "/docs",
        };
        return context.Response.WriteAsJsonAsync(answer, ProtocolJson.Options, "application/json", context.RequestAborted);
    }

    private static async Task WritePageAsync(HttpContext context, ModelCatalog catalog)
    {
        byte[] html = Encoding.UTF8.GetBytes(Render(catalog.Entries, $"{context.Request.Scheme}://{context.Request.Host}"));
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = PagePolicy.NoScripts;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = html.Length;
        await context.Response.Body.WriteAsync(html, context.RequestAborted);
    }

    internal static string Render(IReadOnlyList<CatalogEntry> entries, string address)
    {
        var html = new StringBuilder(PageFrame.Head("Slipway")).Append("<h1>Slipway</h1>");
        if (entries.Count == 0)
        {
            html.Append("<p>No model is registered yet. Run <code>slipway train</code> in a project, and it appears here.</p>");
        }
        else
        {
            AppendTable(html, entries);
            foreach (var entry in entries)
            {
                AppendCall(html, entry, address);
            }
        }

        return html.Append("<p><a href=\"/docs\">All calls of the API</a></p>").Append(PageFrame.Foot).ToString();
    }

    private static void AppendTable(StringBuilder html, IReadOnlyList<CatalogEntry> entries)
    {
        html.Append("<table><thead><tr><th>Model</th><th>Champion</th><th>Metrics on held-out rows</th><th>Card</th><th>Reports</th></tr></thead><tbody>");
        foreach (var entry in entries)
        {
            html.Append("<tr><td><a href=\"/api/models/").Append(entry.Model).Append("\">").Append(entry.Model).Append("</a></td>");
            if (entry.Champion?.Manifest is { } manifest)
            {
                string metrics = string.Join(", ", manifest.Metrics
                    .OrderBy(m => m.Key, StringComparer.Ordinal)
                    .Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Key} {m.Value:0.####}")));
                html.Append(CultureInfo.InvariantCulture, $"<td>version {manifest.Version}</td><td>{Encode(metrics)}</td>")
                    .Append(
                        CultureInfo.InvariantCulture,
                        $"<td><a href=\"/api/models/{entry.Model}/versions/{manifest.Version}/card\">card</a></td>");
            }
            else
            {
                html.Append("<td>none</td><td></td><td></td>");
            }

            html.Append(CultureInfo.InvariantCulture, $"<td><a href=\"/reports/{entry.Model}\">drift of {entry.Model}</a></td></tr>");
        }

        html.Append("</tbody></table>");
    }

    private static void AppendCall(StringBuilder html, CatalogEntry entry, string address)
    {
        if (entry.Champion?.Manifest is not { } manifest)
        {
            return;
        }

        string body = ExampleRow.Make(manifest.Schema).ToJsonString(ReadableJson).Replace("'", "'\\''", StringComparison.Ordinal);
        string call = $"curl {address}/api/models/{entry.Model}/predict -H 'Content-Type: application/json' -d '{body}'";
        html.Append(CultureInfo.InvariantCulture, $"<h2>Call {entry.Model}</h2><pre>{Encode(call)}</pre>");
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
