using Slipway.Learning.Drift;
using Slipway.Registry;

namespace Slipway.Monitoring.Reports;

/// <summary>
/// Writes a comparison as a table, most drifted first. As the page grows, columns further down get less: first no table of shares, then no
/// chart and details, at last only their number.
/// </summary>
internal static class ColumnTable
{
    private const int SharesUpTo = 110_000;
    private const int ChartsUpTo = 205_000;
    private const int RowsUpTo = 250_000;

    public static void Write(HtmlText page, string caption, string idPrefix, DriftResult result)
    {
        page.Raw("<table class=\"stack\" role=\"table\"><caption>").Clean(caption)
            .Raw(" <span class=\"key\"></span> reference, <span class=\"key now\"></span> current.</caption><thead role=\"rowgroup\"><tr role=\"row\">");
        foreach (string header in new[] { "Column", "Verdict", "Distribution", "Test", "Score", "Threshold" })
        {
            page.Raw("<th role=\"columnheader\" scope=\"col\">").Raw(header).Raw("</th>");
        }

        page.Raw("</tr></thead>\n<tbody role=\"rowgroup\">");
        int written = 0;
        foreach (var column in result.Columns)
        {
            if (page.Length > RowsUpTo)
            {
                break;
            }

            WriteRow(page, column, $"{idPrefix}{written}");
            written++;
        }

        page.Raw("</tbody></table>\n");
        if (written < result.Columns.Count)
        {
            page.Element("p", $"{result.Columns.Count - written} columns that drifted less are not shown here; the JSON document has them.");
        }
    }

    private static void WriteRow(HtmlText page, ColumnDrift column, string id)
    {
        page.Raw("<tr role=\"row\" class=\"").Raw(column.HasDrifted ? "bad" : column.Test is null ? "none" : "ok")
            .Raw("\"><th role=\"rowheader\" scope=\"row\">").Name(column.Name).Raw("<small>").Text(column.Type.ToString().ToLowerInvariant())
            .Raw("</small></th><td role=\"cell\" data-l=\"\"><b class=\"v\">")
            .Raw(column.HasDrifted ? "▲ drift" : column.Test is null ? "– not tested" : "● no drift").Raw("</b>");
        if (column.Findings.Count > 0)
        {
            page.Raw("<br/><small>").Text(column.Findings.Count == 1 ? "1 finding" : $"{column.Findings.Count} findings").Raw("</small>");
        }

        page.Raw("</td><td role=\"cell\" data-l=\"\">");
        bool isFull = page.Length < ChartsUpTo;
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
            ColumnDetails.Write(page, column, page.Length < SharesUpTo);
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
