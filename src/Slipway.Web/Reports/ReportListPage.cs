using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Slipway.Monitoring.Reports;
using Slipway.Registry;

namespace Slipway.Web.Reports;

/// <summary>The list of a model's reports as a page without scripts.</summary>
internal static class ReportListPage
{
    private const string Style = """
        :root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:50rem;padding:0 1rem}
        table{border-collapse:collapse;width:100%}caption{text-align:left;opacity:.8;padding:.3rem 0}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #8886;overflow-wrap:anywhere}
        """;

    public static string Render(ModelName model, IReadOnlyList<ReportEntry> entries)
    {
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/><title>Reports of ").Append(model)
            .Append("</title><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"/><style>").Append(Style)
            .Append("</style></head><body><main><p><a href=\"/\">All models</a></p><h1>Reports of ").Append(model).Append("</h1>");
        if (entries.Count == 0)
        {
            return html.Append("<p>There is none yet. One is written for every scored file and window of time.</p></main></body></html>\n")
                .ToString();
        }

        html.Append("<table><caption>Newest first</caption><thead><tr><th scope=\"col\">Report</th><th scope=\"col\">Written (UTC)</th><th scope=\"col\">Data</th></tr></thead><tbody>");
        foreach (var entry in entries)
        {
            string link = HtmlEncoder.Default.Encode($"/reports/{model}/{Uri.EscapeDataString(entry.Name)}");
            html.Append(
                CultureInfo.InvariantCulture,
                $"<tr><th scope=\"row\"><a href=\"{link}.html\">{HtmlEncoder.Default.Encode(entry.Name)}</a></th><td>{entry.WrittenAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}</td><td><a href=\"{link}.json\">JSON</a></td></tr>");
        }

        return html.Append("</tbody></table></main></body></html>\n").ToString();
    }
}
