using Slipway.Learning.Drift;
using Slipway.Registry;

namespace Slipway.Monitoring.Reports;

/// <summary>
/// Writes a comparison as a table, most drifted first. As the page grows, columns further down get less: first no table of shares, then no
/// chart and details, at last only their number.
/// </summary>
internal static class ColumnTable
{
    private const double SharesUpTo = 0.5;
    private const double ChartsUpTo = 0.85;

    /// <summary>Writes the table.</summary>
    /// <param name="page">The page.</param>
    /// <param name="caption">What the table shows.</param>
    /// <param name="idPrefix">Tells the charts of this table from others on the page.</param>
    /// <param name="result">The comparison.</param>
    /// <param name="sizeInBytes">How large the table may become, but for its last row.</param>
    public static void Write(HtmlText page, string caption, string idPrefix, DriftResult result, int sizeInBytes)
    {
        int start = page.SizeInBytes;
        page.Raw("<table class=\"stack\" role=\"table\"><caption>").Clean(caption)
            .Raw(" <span class=\"key\"></span> reference, <span class=\"key now\"></span> current.</caption><thead role=\"rowgroup\"><tr role=\"row\">");
        foreach (string header in new[] { "Column", "Verdict", "Distribution", "Test", "Score", "Threshold" })
        {
            page.Raw(header is "Score" or "Threshold" ? "<th role=\"columnheader\" scope=\"col\" class=\"n\">"
                : "<th role=\"columnheader\" scope=\"col\">")
                .Raw(header).Raw("</th>");
        }

        page.Raw("</tr></thead>\n<tbody role=\"rowgroup\">");
        int written = 0;
        foreach (var column in result.Columns)
        {
            double used = (double)(page.SizeInBytes - start) / sizeInBytes;
            if (used > 1)
            {
                break;
            }

            WriteRow(page, column, $"{idPrefix}{written}", used < ChartsUpTo, used < SharesUpTo);
            written++;
        }

        page.Raw("</tbody></table>\n");
        if (written < result.Columns.Count)
        {
            page.Element("p", $"{result.Columns.Count - written} columns that drifted less are not shown here; the JSON document has them.");
        }
    }

    private static void WriteRow(HtmlText page, ColumnDrift column, string id, bool isFull, bool hasShares)
    {
        page.Raw("<tr role=\"row\" class=\"").Raw(column.HasDrifted ? "bad" : column.Test is null ? "none" : "ok")
            .Raw("\"><th role=\"rowheader\" scope=\"row\">").Name(column.Name).Raw("<small>")
                .Text(column.Type.ToString().ToLowerInvariant())
            .Raw("</small></th><td role=\"cell\" data-l=\"\"><b class=\"v\">")
            .Raw(column.HasDrifted ? "▲ drift" : column.Test is null ? "– not tested" : "● no drift").Raw("</b>");
        if (column.Findings.Count > 0)
        {
            page.Raw("<br/><small>").Text(column.Findings.Count == 1 ? "1 finding" : $"{column.Findings.Count} findings").Raw("</small>");
        }

        page.Raw("</td><td role=\"cell\" data-l=\"\">");
        if (isFull && column.Histogram is not null)
        {
            HistogramChart.Write(page, column, id);
        }

        page.Raw("</td>").Cell("Test", column.Test is { } name && DriftTests.TryFind(name, out var test) ? test.Title : "–")
            .Cell("Score", ScoreOf(column), isNumber: true)
            .Cell("Threshold", ThresholdOf(column), isNumber: true).Raw("</tr>\n");
        if (isFull)
        {
            page.Raw("<tr role=\"row\" class=\"more\"><td role=\"cell\" colspan=\"6\">");
            ColumnDetails.Write(page, column, hasShares);
            page.Raw("</td></tr>\n");
        }
    }

    private static string ScoreOf(ColumnDrift column)
    {
        string kind = column.Direction is DriftWhen.ScoreAtMost or DriftWhen.ScoreBelow ? "p = " : "";
        return column.Score is null ? "–" : kind + ReportText.Number(column.AdjustedScore ?? column.Score.Value);
    }

    private static string ThresholdOf(ColumnDrift column) => column.Threshold is not { } threshold ? "–" : column.Direction switch
    {
        DriftWhen.ScoreAtMost => "≤ " + ReportText.Number(threshold),
        DriftWhen.ScoreBelow => "< " + ReportText.Number(threshold),
        _ => "≥ " + ReportText.Number(threshold),
    };
}
