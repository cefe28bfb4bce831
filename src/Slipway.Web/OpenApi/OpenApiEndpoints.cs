using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Slipway.Serving;
using Slipway.Storage;
using Slipway.Web.Pages;
using Slipway.Web.Responses;

namespace Slipway.Web.OpenApi;

/// <summary>The description of the API, for programs and for people.</summary>
internal sealed class OpenApiEndpoints(ModelCatalog catalog)
{
    /// <summary><c>GET /openapi.json</c></summary>
    public Task GetJsonAsync(HttpContext context) => ConditionalResponse.WriteAsync(
        context, Encoding.UTF8.GetBytes(OpenApiDocument.Make(catalog.Entries).ToJsonString(StoreJson.Options)), "application/json");

    /// <summary><c>GET /docs</c></summary>
    public Task GetPageAsync(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = PagePolicy.NoScripts;
        return ConditionalResponse.WriteAsync(context, Encoding.UTF8.GetBytes(Render()), "text/html; charset=utf-8");
    }

    private static string Render()
    {
        var html = new StringBuilder(PageFrame.Head("Slipway API"))
            .Append("<h1>The API</h1><p>The full description, with the schema of each model's rows, is <a href=\"/openapi.json\">openapi.json</a> ")
            .Append("(OpenAPI 3.1). <a href=\"/\">Examples</a> for each model are on the first page.</p>");
        foreach (var group in Operations.All.GroupBy(o => o.Tag))
        {
            html.Append("<h2>").Append(Encode(group.Key)).Append("</h2><table><thead><tr><th>Call</th><th>What it does</th></tr></thead><tbody>");
            foreach (var operation in group)
            {
                html.Append("<tr><td><code>").Append(operation.Method).Append(' ').Append(Encode(operation.Path)).Append("</code></td><td>")
                    .Append(Encode(operation.Summary)).Append("</td></tr>");
            }

            html.Append("</tbody></table>");
        }

        return html.Append(PageFrame.Foot).ToString();
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
