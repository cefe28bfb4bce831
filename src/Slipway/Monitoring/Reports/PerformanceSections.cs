using Slipway.Learning.Performance;
using Slipway.Learning.Performance.Slices;
using Slipway.Registry;

namespace Slipway.Monitoring.Reports;

/// <summary>Writes what is known of the model's performance.</summary>
internal static class PerformanceSections
{
    private const int MaxMetrics = 30;
    private const int MaxSlices = 10;

    public static void WriteEstimate(HtmlText page, PerformanceEstimate estimate)
    {
        page.Element("h2", "Estimated performance");
        Start(page, $"Without outcomes, by {estimate.Method}, for {ReportText.Count(estimate.RowCount)} rows; the band is three standard errors to each side.", "Metric", "Verdict", "Estimate", "Band", "Held-out rows", "Usual range");
        foreach (var metric in estimate.Metrics.Take(MaxMetrics))
        {
            page.Raw("<tr role=\"row\" class=\"").Raw(metric.IsAlert ? "bad" : "ok").Raw("\"><th role=\"rowheader\" scope=\"row\">")
                .Name(metric.Name)
                .Raw("</th><td role=\"cell\" data-l=\"\"><b class=\"v\">").Raw(metric.IsAlert ? "▲ unusual" : "● usual").Raw("</b></td>")
                .Cell("Estimate", ReportText.Number(metric.Value), isNumber: true)
                .Cell("Band", $"{ReportText.Number(metric.Lower)} to {ReportText.Number(metric.Upper)}", isNumber: true)
                .Cell("Held-out rows", ReportText.Number(metric.Reference), isNumber: true)
                .Cell("Usual range", RangeOf(metric), isNumber: true).Raw("</tr>\n");
        }

        page.Raw("</tbody></table>\n<p class=\"dim\">This holds if:</p><ul class=\"dim\">");
        foreach (string line in estimate.Assumptions)
        {
            page.Raw("<li>").Clean(line).Raw("</li>");
        }

        page.Raw("</ul>\n");
    }

    public static void WriteRealised(HtmlText page, IReadOnlyDictionary<string, double> metrics)
    {
        page.Element("h2", "Realised performance");
        Start(page, "On the rows whose outcome is known.", "Metric", "Value");
        foreach (var (name, value) in metrics.OrderBy(metric => metric.Key, StringComparer.Ordinal).Take(MaxMetrics))
        {
            page.Raw("<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">").Name(name).Raw("</th>")
                .Cell("Value", ReportText.Number(value), isNumber: true).Raw("</tr>\n");
        }

        page.Raw("</tbody></table>\n");
    }

    public static void WriteSlices(HtmlText page, SliceReport report)
    {
        page.Element("h2", "Where the model is worst");
        Start(page, $"{report.Metric} of groups of rows; of all {ReportText.Count(report.RowCount)} rows it is {ReportText.Number(report.Overall)}. {report.GroupCount} groups were looked at, each with a 95 % interval of its own, so some are low by chance.", "Group", "Verdict", "Rows", report.Metric, "Interval");
        foreach (var slice in report.Slices.Take(MaxSlices))
        {
            page.Raw("<tr role=\"row\" class=\"").Raw(slice.IsWorse ? "bad" : "ok").Raw("\"><th role=\"rowheader\" scope=\"row\">")
                .Name(slice.Feature)
                .Raw("<small>").Name(slice.Group).Raw("</small></th><td role=\"cell\" data-l=\"\"><b class=\"v\">")
                .Raw(slice.IsWorse ? "▲ worse" : "● as the rest").Raw("</b></td>")
                .Cell("Rows", ReportText.Count(slice.RowCount), isNumber: true)
                .Cell(report.Metric, ReportText.Number(slice.Value), isNumber: true)
                .Cell("Interval", $"{ReportText.Number(slice.Lower)} to {ReportText.Number(slice.Upper)}", isNumber: true).Raw("</tr>\n");
        }

        page.Raw("</tbody></table>\n");
    }

    internal static void Start(HtmlText page, string caption, params IReadOnlyList<string> headers)
    {
        page.Raw("<table class=\"stack\" role=\"table\"><caption>").Clean(caption)
            .Raw("</caption><thead role=\"rowgroup\"><tr role=\"row\">");
        for (int i = 0; i < headers.Count; i++)
        {
            page.Raw(i == 0 || headers[i] is "Verdict" or "Finding" ? "<th role=\"columnheader\" scope=\"col\">"
                : "<th role=\"columnheader\" scope=\"col\" class=\"n\">").Name(headers[i]).Raw("</th>");
        }

        page.Raw("</tr></thead>\n<tbody role=\"rowgroup\">");
    }

    private static string RangeOf(EstimatedMetric metric) => (metric.AlertBelow, metric.AlertAbove) switch
    {
        ({ } low, { } high) => $"{ReportText.Number(low)} to {ReportText.Number(high)}",
        ({ } low, null) => $"from {ReportText.Number(low)}",
        (null, { } high) => $"up to {ReportText.Number(high)}",
        _ => "not known",
    };
}
