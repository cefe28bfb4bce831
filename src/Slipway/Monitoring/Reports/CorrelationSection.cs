using Slipway.Learning.Drift;
using Slipway.Registry;

namespace Slipway.Monitoring.Reports;

/// <summary>Writes the largest changes of correlations.</summary>
internal static class CorrelationSection
{
    private const int MaxPairs = 8;

    public static void Write(HtmlText page, CorrelationComparison comparison)
    {
        page.Element("h2", "Correlations");
        if (comparison.ChangedPairCount == 0)
        {
            page.Element("p", $"● None of the {ReportText.Count(comparison.TestedPairCount)} correlations between numeric columns changed.");
            return;
        }

        string caption = comparison.ChangedPairCount == 1 ? "correlation changed" : "correlations changed";
        PerformanceSections.Start(
            page,
            $"{ReportText.Count(comparison.ChangedPairCount)} of {ReportText.Count(comparison.TestedPairCount)} {caption}; the largest changes of Pearson's r.",
            "Columns", "Reference", "Current", "Change", "Adjusted p");
        foreach (var pair in comparison.Largest.Take(MaxPairs))
        {
            page.Raw("<tr role=\"row\" class=\"bad\"><th role=\"rowheader\" scope=\"row\">").Name(pair.First).Raw("<small>with ")
                .Name(pair.Second).Raw("</small></th>")
                .Cell("Reference", ReportText.Number(pair.Reference), isNumber: true)
                .Cell("Current", ReportText.Number(pair.Current), isNumber: true)
                .Cell("Change", Signed(pair.Current - pair.Reference), isNumber: true)
                .Cell("Adjusted p", ReportText.Number(pair.AdjustedPValue), isNumber: true).Raw("</tr>\n");
        }

        page.Raw("</tbody></table>\n<p class=\"dim\">").Text(
            $"Fisher's test of two correlations, corrected for their number (Benjamini and Hochberg, {ReportText.Percent(comparison.Significance)}); changes below {ReportText.Number(comparison.SmallestChange)} do not count. It supposes rows that do not depend on each other.")
            .Raw("</p>\n");
    }

    private static string Signed(double change) => change > 0 ? "+" + ReportText.Number(change) : ReportText.Number(change);
}
