using System.Globalization;
using System.Text;
using Slipway.Learning.Schemas;

namespace Slipway.Registry;

/// <summary>
/// The page about a model version for the people who decide on its use: one HTML file without scripts or links to elsewhere, below 100 KB
/// whatever the model.
/// </summary>
public static class ModelCard
{
    private const string DefaultServer = "http://localhost:7071";
    private const int MaxFeatures = 60;
    private const int MaxBars = 30;
    private const int MaxLosses = 15;
    private const int MaxMetrics = 30;
    private const int MaxConfusionClasses = 15;
    private const int MaxClasses = 10;
    private const int MaxCategories = 3;

    private const string Style = """
        :root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
        h1{margin-bottom:0}table{border-collapse:collapse;margin:.5rem 0}caption{text-align:left;font-weight:600;padding:.25rem 0}
        th,td{border:1px solid #8888;padding:.25rem .6rem;text-align:left;vertical-align:top}
        td.n{text-align:right;font-variant-numeric:tabular-nums}
        pre{overflow-x:auto;padding:.75rem;border:1px solid #8888}code{overflow-wrap:anywhere}svg{max-width:100%;height:auto}
        svg text{fill:currentColor;font:13px system-ui,sans-serif}svg rect{fill:#2f6fb0}
        """;

    /// <summary>Writes the page.</summary>
    /// <param name="manifest">What is known of the version.</param>
    /// <param name="confusion">
    /// Counts of test rows by actual class, then by predicted class, in the schema's order; null when there are none.
    /// </param>
    /// <exception cref="ArgumentException">The counts are not square or not of the schema's classes.</exception>
    public static string Write(ModelManifest manifest, IReadOnlyList<IReadOnlyList<int>>? confusion)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        int classCount = manifest.Schema.Classes.Count;
        if (confusion is not null && (confusion.Count != classCount || confusion.Any(row => row.Count != classCount)))
        {
            throw new ArgumentException("A confusion table has a row and a column for each class.", nameof(confusion));
        }

        string title = string.Create(CultureInfo.InvariantCulture, $"{manifest.Model}, version {manifest.Version}");
        var page = new HtmlText();
        page.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>").Text(title).Raw("</title>\n<style>\n")
            .Raw(Style).Raw("\n</style>\n</head>\n<body>\n<main>\n").Element("h1", title);
        string createdAt = manifest.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        page.Element("p", $"Registered on {createdAt}.");
        WritePurpose(page, manifest);
        WriteMetrics(page, manifest);
        WriteConfusion(page, manifest.Schema, confusion);
        WriteImportance(page, manifest);
        WriteData(page, manifest);
        WriteLineage(page, manifest);
        page.Element("h2", "Intended use and limits").Raw("<ul>\n");
        foreach (string line in ModelLimits.Describe(manifest))
        {
            page.Element("li", line);
        }

        page.Raw("</ul>\n").Element("h2", "How to call it");
        page.Element("p", "Put the address of your server in place of https://localhost.").Raw("<pre><code>")
            .Text(ModelCallExample.Write(manifest, DefaultServer, pinsVersion: true)).Raw("</code></pre>\n</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void WritePurpose(HtmlText page, ModelManifest manifest)
    {
        string label = HtmlText.Clip(manifest.Schema.Label);
        string classes = Words(manifest.Schema.Classes, MaxClasses);
        page.Element("h2", "What it predicts").Element("p", manifest.Schema.Task switch
        {
            LearningTask.Regression => $"The number '{label}' (regression).",
            LearningTask.Binary => $"Which of two classes '{label}' is (binary classification): {classes}.",
            _ => $"Which of {manifest.Schema.Classes.Count} classes '{label}' is (multiclass classification): {classes}.",
        });
    }

    private static void WriteMetrics(HtmlText page, ModelManifest manifest)
    {
        page.Element("h2", "Metrics").TableStart($"On {manifest.TestRows} held-out rows", "Metric", "Value");
        foreach (var (name, value) in manifest.Metrics.OrderBy(m => m.Key, StringComparer.Ordinal).Take(MaxMetrics))
        {
            page.Raw("<tr>").HeaderCell(name).NumberCell(value).Raw("</tr>\n");
        }

        page.Raw("</table>\n");
    }

    private static void WriteConfusion(HtmlText page, ModelSchema schema, IReadOnlyList<IReadOnlyList<int>>? confusion)
    {
        if (confusion is null || confusion.Count is 0 or > MaxConfusionClasses)
        {
            return;
        }

        page.Element("h2", "Confusion").TableStart(
            "Held-out rows by actual class (down) and predicted class (across)", ["", .. schema.Classes]);
        for (int actual = 0; actual < confusion.Count; actual++)
        {
            page.Raw("<tr>").HeaderCell(schema.Classes[actual]);
            foreach (int count in confusion[actual])
            {
                page.NumberCell(count);
            }

            page.Raw("</tr>\n");
        }

        page.Raw("</table>\n");
    }

    private static void WriteImportance(HtmlText page, ModelManifest manifest)
    {
        var bars = manifest.FeatureImportance
            .OrderByDescending(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal).Take(MaxBars).ToList();
        if (bars.Count == 0)
        {
            return;
        }

        page.Element("h2", "Feature importance");
        ImportanceChart.Write(page, bars);
        Omitted(page, manifest.FeatureImportance.Count - bars.Count, "less important features are not shown");
        if (manifest.PermutationImportance.Count == 0)
        {
            return;
        }

        page.Element("p", "The shares say what training made of a feature; this table, what the held-out rows lose without it.")
            .TableStart("When the values of the feature are dealt to other rows", "Feature", $"{manifest.SearchMetric} worse by");
        foreach (var (name, loss) in manifest.PermutationImportance
            .OrderByDescending(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal).Take(MaxLosses))
        {
            page.Raw("<tr>").HeaderCell(name).NumberCell(loss).Raw("</tr>\n");
        }

        page.Raw("</table>\n");
        Omitted(page, manifest.PermutationImportance.Count - MaxLosses, "less important features are not in the table");
    }

    private static void WriteData(HtmlText page, ModelManifest manifest)
    {
        var features = manifest.Schema.Features;
        page.Element("h2", "Data").Element("p", manifest.Lineage.Imported is null
                ? $"Trained on {manifest.TrainingRows} rows, tested on {manifest.TestRows} others."
                : $"Trained elsewhere; tried on {manifest.TestRows} sample rows.")
            .TableStart($"{features.Count} features", "Feature", "Type", "Missing values", "Values");
        foreach (var feature in features.Take(MaxFeatures))
        {
            page.Raw("<tr>").HeaderCell(feature.Name).Cell(feature.Type.ToString().ToLowerInvariant())
                .Cell(feature.AllowsMissing ? "allowed" : "refused").Cell(DescribeValues(feature)).Raw("</tr>\n");
        }

        page.Raw("</table>\n");
        Omitted(page, features.Count - MaxFeatures, "more features are not shown");
    }

    private static string DescribeValues(FeatureSchema feature)
    {
        if (feature.Categories is { } words)
        {
            return Words(words, MaxCategories);
        }

        return (feature.Min, feature.Max) switch
        {
            ({ } min, { } max) => $"{HtmlText.Number(min)} to {HtmlText.Number(max)}",
            ({ } min, null) => $"from {HtmlText.Number(min)}",
            (null, { } max) => $"up to {HtmlText.Number(max)}",
            _ => feature.Example is { } example ? $"such as {HtmlText.Clip(example)}" : "",
        };
    }

    private static void WriteLineage(HtmlText page, ModelManifest manifest)
    {
        page.Element("h2", "Lineage").TableStart("Where this version comes from", "What", "Value");
        string parameters = string.Join(", ", manifest.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Take(MaxMetrics)
            .Select(p => $"{HtmlText.Clip(p.Key)} {HtmlText.Number(p.Value)}"));
        (string What, string Value)[] rows =
        [
            ("Trainer", manifest.Trainer),
            ("Parameters", parameters),
            ("Run", manifest.Lineage.RunId),
            ("Dataset version", manifest.Lineage.DatasetVersion),
            ("Spec SHA-256", manifest.Lineage.SpecHash),
            ("Git commit", manifest.Lineage.Commit ?? "none"),
            ("ONNX SHA-256", manifest.OnnxSha256),
            .. manifest.Lineage.Imported is { } file
                ? new[] { ("Imported file", file.Sha256), ("Written by", file.Producer) }
                : [],
        ];
        foreach (var (what, value) in rows)
        {
            page.Raw("<tr>").HeaderCell(what).Raw("<td><code>").Text(value).Raw("</code></td></tr>\n");
        }

        page.Raw("</table>\n");
    }

    private static string Words(IReadOnlyList<string> words, int maxWords)
    {
        var text = new StringBuilder(string.Join(", ", words.Take(maxWords).Select(w => $"'{HtmlText.Clip(w)}'")));
        return words.Count > maxWords
            ? text.Append(CultureInfo.InvariantCulture, $" and {words.Count - maxWords} more").ToString()
            : text.ToString();
    }

    private static void Omitted(HtmlText page, int count, string what)
    {
        if (count > 0)
        {
            page.Element("p", $"{count} {what}.");
        }
    }
}
