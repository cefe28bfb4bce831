using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Slipway.Monitoring.Reports;
using Slipway.Registry;
using Slipway.Web.Pages;

namespace Slipway.Web.Reports;

/// <summary>The list of a model's reports as a page without scripts.</summary>
internal static class ReportListPage
{
    public static string Render(ModelName model, IReadOnlyList<ReportEntry> entries)
    {
        var html = new StringBuilder(PageFrame.Head($"Reports of {model}"))
            .Append("<p><a href=\"/\">All models</a></p><h1>Reports of ").Append(model).Append("</h1>");
        if (entries.Count == 0)
        {
            return html.Append("<p>There is none yet. One is written for every scored file and window of time.</p>")
                .Append(PageFrame.Foot).ToString();
        }

        html.Append("<table><caption>Newest first</caption><thead><tr><th scope=\"col\">Report</th><th scope=\"col\">Written (UTC)</th><th scope=\"col\">Data</th></tr></thead><tbody>");
        foreach (var entry in entries)
        {
            string link = HtmlEncoder.Default.Encode($"/reports/{model}/{Uri.EscapeDataString(entry.Name)}");
            html.Append(
                CultureInfo.InvariantCulture,
                $"<tr><th scope=\"row\"><a href=\"{link}.html\">{HtmlEncoder.Default.Encode(entry.Name)}</a></th><td>{entry.WrittenAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}</td><td><a href=\"{link}.json\">JSON</a></td></tr>");
        }

        return html.Append("</tbody></table>").Append(PageFrame.Foot).ToString();
    }
}
