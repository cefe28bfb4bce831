using System.Text;
using System.Xml.Linq;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Registry;

namespace Slipway.Tests.Registry;

public sealed class ModelCardTests
{
    private static readonly DateTimeOffset CreatedAt = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static ModelManifest Manifest => Candidates.Of("run-1").ToManifest(3, CreatedAt, new string('f', 64));

    /// <summary>
    /// The page is written so that, but for two void elements and the doctype, it is XML too; a parser then proves the markup.
    /// </summary>
    private static XElement Parse(string html) =>
        XElement.Parse(html.Replace("<!DOCTYPE html>\n", "", StringComparison.Ordinal)
            .Replace("<meta charset=\"utf-8\">", "", StringComparison.Ordinal)
            .Replace("content=\"width=device-width,initial-scale=1\">", "content=\"\"/>", StringComparison.Ordinal));

    [Fact]
    public void Write_Manifest_TellsEverythingInWellFormedMarkup()
    {
        var page = Parse(ModelCard.Write(Manifest, Candidates.Of("run-1").Confusion));
        string text = page.Value;
        foreach (string expected in new[]
        {
            "wine, version 3", "2026-03-01 12:00 UTC", "Which of 3 classes 'target' is", "0.975", "0.0814", "NaN", "color \"<deep>\"",
            "category",
            "0 to 100", "'red', 'it's rosé'", "142", "35", "gbdt", "learningRate 0.1, trees 120", "run-1",
            new string('d', 64), new string('f', 64),
            "has 70% of the importance", "only 35 rows", "logLoss worse by", "0.4375", "-0.0625",
        })
        {
            Assert.Contains(expected, text, StringComparison.Ordinal);
        }

        Assert.Equal(
            ["What it predicts", "Metrics", "Confusion", "Feature importance", "Data", "Lineage", "Intended use and limits",
                "How to call it"],
            page.Descendants("h2").Select(h => h.Value));
        Assert.All(page.Descendants("table"), table => Assert.NotNull(table.Element("caption")));
        Assert.Contains("alcohol 70%", page.Descendants("svg").Single().Element("title")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Page_RunsAndLoadsNothing()
    {
        string page = ModelCard.Write(Manifest, null);
        foreach (string forbidden in new[] { "<script", "<link", "<img", "src=", "href=", "@import", "url(" })
        {
            Assert.DoesNotContain(forbidden, page, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Write_Call_CanBePastedIntoAShell()
    {
        string call = Parse(ModelCard.Write(Manifest, null)).Descendants("pre").Single().Value;
        Assert.Equal(
            "curl 'http://localhost:7071/api/models/wine/predict?version=3' -H 'Content-Type: application/json' -d "
                + """'{"alcohol":13.2,"color \"<deep>\"":"it'\''s rosé","bottled":"2024-05-01","organic":true}'""",
            call);
    }

    [Fact]
    public void Write_SameManifest_GivesTheSamePage() => Assert.Equal(ModelCard.Write(Manifest, null), ModelCard.Write(Manifest, null));

    [Fact]
    public void Write_HugeModel_StaysBelow100Kilobytes()
    {
        string nasty = new('"', 300);
        string[] classes = [.. Enumerable.Range(0, 500).Select(i => $"{i}{nasty}")];
        FeatureSchema[] features = [.. Enumerable.Range(0, 3000).Select(
            i => new FeatureSchema($"{i}{nasty}", ColumnType.Category) { Categories = classes })];
        var huge = Manifest with
        {
            Schema = new ModelSchema(LearningTask.Multiclass, nasty, features, classes),
            FeatureImportance = features.ToDictionary(f => f.Name, _ => 1.0 / 3000),
            PermutationImportance = features.ToDictionary(f => f.Name, _ => 0.123456789),
            Metrics = classes.ToDictionary(c => c, _ => 0.123456789),
            Parameters = classes.ToDictionary(c => c, _ => 0.123456789),
        };
        string page = ModelCard.Write(huge, classes.Select(_ => (IReadOnlyList<int>)new int[500]).ToList());
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 1000, 100_000);
        Assert.Contains("2940 more features are not shown", page, StringComparison.Ordinal);
        Assert.Contains("/schema?version=3", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Regression_HasNoConfusionAndSaysSo()
    {
        var schema = Manifest.Schema with { Task = LearningTask.Regression, Label = "price", Classes = [] };
        string text = Parse(
            ModelCard.Write(Manifest with { Schema = schema, FeatureImportance = new Dictionary<string, double>() }, null)).Value;
        Assert.Contains("The number 'price' (regression).", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Confusion", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Feature importance", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ConfusionOfOtherClasses_Throws() =>
        Assert.Throws<ArgumentException>(() => ModelCard.Write(Manifest, [[1, 2], [3, 4]]));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1234567, "1234567")]
    [InlineData(0.12345678, "0.1235")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(0.0000123, "1.23E-5")]
    [InlineData(double.NaN, "NaN")]
    public void Number_Value_IsShort(double value, string expected) => Assert.Equal(expected, HtmlText.Number(value));
}
