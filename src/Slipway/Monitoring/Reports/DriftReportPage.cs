using Slipway.Learning.Drift;
using Slipway.Registry;

namespace Slipway.Monitoring.Reports;

/// <summary>
/// A report as a page: one file of HTML that is XML too, without scripts or anything from elsewhere, below 300 KB whatever the data. It
/// says nothing by colour alone.
/// </summary>
public static class DriftReportPage
{
    private const int FeatureBytes = 190_000;
    private const int PredictionBytes = 40_000;

    /// <summary>Writes the page.</summary>
    public static string Write(DriftReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        string title = $"Drift of {report.Model}, version {report.Version}";
        var page = new HtmlText();
        page.Raw("<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n")
            .Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"/>\n<title>").Text(title).Raw(": ")
                .Name(report.Name)
            .Raw("</title>\n<style>\n").Raw(ReportStyle.Css).Raw("\n</style>\n</head>\n<body>\n<main>\n").Element("h1", title);
        WriteHead(page, report);
        page.Element("h2", "Features");
        ColumnTable.Write(page, "Each feature against the training rows, most drifted first.", "f", report.Features, FeatureBytes);
        if (report.Predictions is { } predictions)
        {
            page.Element("h2", "Predictions");
            ColumnTable.Write(page, "What the model answers, against its answers to the held-out test rows.", "p", predictions,
                PredictionBytes);
        }

        DataQualitySection.Write(page, report.Features);
        if (report.Features.Correlations is { } correlations)
        {
            CorrelationSection.Write(page, correlations);
        }

        if (report.EstimatedPerformance is { } estimate)
        {
            PerformanceSections.WriteEstimate(page, estimate);
        }

        if (report.RealisedPerformance is { } realised)
        {
            PerformanceSections.WriteRealised(page, realised);
        }

        if (report.Slices is { } slices)
        {
            PerformanceSections.WriteSlices(page, slices);
        }

        WriteAssumptions(page, report);
        return page.Raw("</main>\n</body>\n</html>\n").ToString();
    }

    private static void WriteHead(HtmlText page, DriftReport report)
    {
        page.Raw("<p class=\"dim\">").Clean(ReportText.Clip(report.Source));
        if (report is { From: { } from, To: { } to })
        {
            page.Text($", from {ReportText.Time(from)} to {ReportText.Time(to)}");
        }

        if (report.IsSample)
        {
            page.Text($", a sample of one row in {ReportText.Count(report.SampledOneRowIn)}");
        }

        var features = report.Features;
        page.Text($". Written {ReportText.Time(report.CreatedAt)}.").Raw("</p>\n<div class=\"verdict")
            .Raw(report.Verdict switch { DriftVerdict.Drift => " bad", DriftVerdict.TooFewRows => " none", _ => "" }).Raw("\"><strong>")
            .Raw(report.Verdict switch
            {
                DriftVerdict.Drift => "▲ The data has drifted",
                DriftVerdict.TooFewRows => "– Too few rows to judge",
                _ when features.DriftedColumnCount > 0 => "● The data as a whole has not drifted",
                _ => "● The data has not drifted",
            })
            .Raw("</strong>").Text(
                $"{features.DriftedColumnCount} of {features.TestedColumnCount} tested columns drifted ({ReportText.Percent(features.DriftedShare)}); from {ReportText.Percent(features.DriftedShareThreshold)} on, the data counts as drifted.");
        if (report.Verdict == DriftVerdict.TooFewRows)
        {
            page.Text($" There are {ReportText.Count(report.RowCount)} rows, and the model's spec asks for at least {ReportText.Count(report.MinRows)}.");
        }

        page.Raw("</div>\n<dl>");
        Card(page, report.IsSample ? $"Current rows, one in {ReportText.Count(report.SampledOneRowIn)}" : "Current rows",
            report is { IsSample: true, AllRowCount: { } all }
                ? $"{ReportText.Count(report.RowCount)} of {ReportText.Count(all)}"
                : ReportText.Count(report.RowCount));
        Card(page, "Training rows", ReportText.Count(features.ReferenceRowCount));
        if (report.RejectedRowCount > 0)
        {
            Card(page, "Malformed rows, left out", ReportText.Count(report.RejectedRowCount));
        }

        Card(page, "Columns with findings", ReportText.Count(features.Columns.Count(column => column.Findings.Count > 0)));
        if (report.Predictions is { } predictions)
        {
            Card(page, "Predictions", predictions.DriftedColumnCount > 0 ? "▲ drifted" : predictions.TestedColumnCount > 0
                ? "● not drifted" : "– not tested");
        }

        if (report.EstimatedPerformance is { Metrics.Count: > 0 } estimate)
        {
            Card(page, "Estimated performance", estimate.Metrics.Any(metric => metric.IsAlert) ? "▲ unusual" : "● usual");
        }

        page.Raw("</dl>\n");
    }

    private static void Card(HtmlText page, string what, string value) =>
        page.Raw("<div><dt>").Text(what).Raw("</dt><dd>").Clean(value).Raw("</dd></div>");

    private static void WriteAssumptions(HtmlText page, DriftReport report)
    {
        page.Element("h2", "How to read this").Raw("<ul>\n");
        foreach (string line in report.Assumptions)
        {
            page.Raw("<li>").Clean(line).Raw("</li>\n");
        }

        foreach (var test in report.Features.Columns.Concat(report.Predictions?.Columns ?? []).Select(column => column.Test)
            .OfType<string>()
            .Distinct().Order(StringComparer.Ordinal))
        {
            if (DriftTests.TryFind(test, out var known))
            {
                string rule = known.Direction == DriftWhen.ScoreAtLeast
                    ? "a distance; drift from the threshold on"
                    : "a p-value, the chance of such a difference without drift; drift below the threshold";
                page.Raw("<li>").Text($"{known.Title}: {rule}.").Raw("</li>\n");
            }
        }

        page.Raw("</ul>\n");
    }
}
