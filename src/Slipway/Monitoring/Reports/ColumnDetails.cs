using System.Globalization;
using Slipway.Learning.Drift;
using Slipway.Registry;

namespace Slipway.Monitoring.Reports;

/// <summary>Writes what is behind the verdict on a column: figures, findings, shares.</summary>
internal static class ColumnDetails
{
    public static void Write(HtmlText page, ColumnDrift column, bool hasShares)
    {
        page.Raw("<details><summary>Details of ").Name(column.Name).Raw("</summary>");
        foreach (var finding in column.Findings)
        {
            page.Raw("<p>").Clean(DataQualitySection.Describe(finding)).Raw("</p>");
        }

        if (column.RankErrorShare > 0)
        {
            page.Raw("<p>Shares of values are off by at most ").Text(ReportText.Percent(column.RankErrorShare)).Raw(".</p>");
        }

        page.Raw("<div class=\"two\"><table><caption>Figures</caption><tr><th scope=\"col\">What</th><th scope=\"col\">Reference</th><th scope=\"col\">Current</th></tr>");
        foreach (var (what, of) in Figures)
        {
            string? before = column.Reference is { } reference ? of(reference) : null;
            string? now = column.Current is { } current ? of(current) : null;
            if (before is not null || now is not null)
            {
                page.Raw("<tr><th scope=\"row\">").Raw(what).Raw("</th><td>").Name(before ?? "–").Raw("</td><td>").Name(now ?? "–")
                    .Raw("</td></tr>");
            }
        }

        page.Raw("</table>");
        if (hasShares && column.Histogram is { } histogram)
        {
            WriteShares(page, histogram);
        }

        page.Raw("</div></details>");
    }

    private static IReadOnlyList<(string What, Func<ColumnSummary, string?> Of)> Figures { get; } =
    [
        ("Rows", summary => ReportText.Count(summary.RowCount)),
        ("Missing", summary => ReportText.Percent(summary.MissingShare)),
        ("Distinct", summary => ReportText.Count(summary.DistinctCount)),
        ("Mean", summary => summary.Mean is { } value ? ReportText.Number(value) : null),
        ("Std. deviation", summary => summary.StandardDeviation is { } value ? ReportText.Number(value) : null),
        ("Least", summary => summary.Min is { } value ? ReportText.Number(value) : null),
        ("Median", summary => summary.Median is { } value ? ReportText.Number(value) : null),
        ("Greatest", summary => summary.Max is { } value ? ReportText.Number(value) : null),
        ("Most frequent", summary => summary.MostFrequent),
        ("First", summary => Time(summary.First)),
        ("Last", summary => Time(summary.Last)),
    ];

    private static string? Time(DateTime? time) => time?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static void WriteShares(HtmlText page, HistogramOverlay histogram)
    {
        page.Raw("<table><caption>Shares</caption><tr><th scope=\"col\">Values</th><th scope=\"col\">Reference</th><th scope=\"col\">Current</th></tr>");
        for (int i = 0; i < histogram.ReferenceShares.Count; i++)
        {
            string label = histogram.Edges.Count > 1
                ? $"{ReportText.Number(histogram.Edges[i])} to {ReportText.Number(histogram.Edges[i + 1])}"
                : HistogramChart.Label(histogram.Labels[i]);
            page.Raw("<tr><th scope=\"row\">").Name(label).Raw("</th><td>").Text(ReportText.Percent(histogram.ReferenceShares[i]))
                .Raw("</td><td>").Text(ReportText.Percent(histogram.CurrentShares[i])).Raw("</td></tr>");
        }

        page.Raw("</table>");
    }
}
