using Slipway.Learning.Drift;
using Slipway.Registry;

namespace Slipway.Monitoring.Reports;

/// <summary>Writes what is wrong or unusual with the current values, rows and columns.</summary>
internal static class DataQualitySection
{
    private const int MaxFindings = 40;

    public static void Write(HtmlText page, DriftResult features)
    {
        var found = features.Findings.Select(Unnamed)
            .Concat(features.Columns.SelectMany(column => column.Findings.Select(finding => (Name: (string?)column.Name, Finding: finding))))
            .OrderBy(item => item.Name is not null).ThenByDescending(item => item.Finding.RowCount).ToList();
        page.Element("h2", "Data quality");
        if (features.DuplicateRows is { } rows)
        {
            page.Element("p", Describe(rows));
        }

        if (found.Count == 0)
        {
            page.Element("p", "● Nothing unusual: no missing, new, constant or equal columns, no new categories, nothing out of range.");
            return;
        }

        PerformanceSections.Start(
            page, "What is wrong or unusual with the current values, rows as a whole first, then most rows first.", "Column", "Finding", "Rows");
        foreach (var (name, finding) in found.Take(MaxFindings))
        {
            page.Raw("<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">").Name(name ?? "all columns").Raw("</th>")
                .Cell("", Describe(finding))
                .Cell("Rows", ReportText.Count(finding.RowCount), isNumber: true).Raw("</tr>\n");
        }

        page.Raw("</tbody></table>\n");
        if (found.Count > MaxFindings)
        {
            page.Element("p", $"{found.Count - MaxFindings} more findings are in the JSON document.");
        }
    }

    /// <summary>A finding in a sentence or two, with the words that it names.</summary>
    public static string Describe(DataFinding finding)
    {
        const int MaxWords = 5;
        if (finding.Words.Count == 0)
        {
            return finding.Message;
        }

        string words = string.Join(", ", finding.Words.Take(MaxWords).Select(word => $"'{ReportText.Clip(word)}'"));
        return $"{finding.Message} {(finding.Code == "data.duplicateColumn" ? "The other is" : "Among them:")} {words}.";
    }

    private static (string? Name, DataFinding Finding) Unnamed(DataFinding finding) => (null, finding);

    private static string Describe(DuplicateRows rows)
    {
        string text = $"Rows that repeat another in every column: {Share(rows.CurrentShare, rows.CurrentError)}";
        return rows.ReferenceShare is { } before
            ? $"{text}; of the training rows {Share(before, rows.ReferenceError)}."
            : $"{text}. The training rows have no share to compare with.";
    }

    private static string Share(double share, double error) =>
        error > 0 ? $"{ReportText.Percent(share)} (estimated, give or take {ReportText.Percent(error)})" : ReportText.Percent(share);
}
