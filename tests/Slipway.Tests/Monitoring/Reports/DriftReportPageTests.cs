using System.Text;
using System.Xml;
using System.Xml.Linq;
using Slipway.Learning.Drift;
using Slipway.Learning.Performance;
using Slipway.Learning.Performance.Slices;
using Slipway.Learning.Profiles;
using Slipway.Learning.Tables;
using Slipway.Monitoring.Reports;

namespace Slipway.Tests.Monitoring.Reports;

public sealed class DriftReportPageTests
{
    private const int MaxBytes = 300_000;
    private const string Hostile = "</script><script>alert(1)</script>\"'&\u0001\uD800]]>";

    [Theory]
    [InlineData(1, "plain")]
    [InlineData(100, "plain")]
    [InlineData(100, Hostile)]
    [InlineData(1000, "数字数字数字数字数字数字数字数字数字数字数字数字数字数字数字数字")]
    [InlineData(400, "&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&")]
    public void Write_AnyColumns_IsSmallWellFormedAndWithoutScripts(int columns, string name)
    {
        string html = DriftReportPage.Write(Report(columns, name));

        Assert.InRange(Encoding.UTF8.GetByteCount(html), 5_000, MaxBytes);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" src=", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", html, StringComparison.OrdinalIgnoreCase);
        Assert.NotNull(Parse(html).Root);
    }

    [Fact]
    public void Write_HundredColumns_ShowsEachOfThem()
    {
        var page = Parse(DriftReportPage.Write(Report(100, "plain")));

        Assert.Equal(100, Elements(page, "tr").Count(row => (string?)row.Attribute("class") is "bad" or "ok" or "none" && IsColumn(row)));
    }

    [Fact]
    public void Write_Page_CanBeReadWithoutSeeingIt()
    {
        var page = Parse(DriftReportPage.Write(Report(4, "plain")));

        Assert.Equal("en", (string?)page.Root!.Attribute("lang"));
        Assert.Single(Elements(page, "h1"));
        Assert.All(Elements(page, "table"), table => Assert.NotNull(table.Element(Name("caption"))));
        Assert.All(Elements(page, "th"), header => Assert.NotNull(header.Attribute("scope")));
        string[] ids = [.. page.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(Elements(page, "svg"), svg =>
        {
            Assert.Equal("img", (string?)svg.Attribute("role"));
            string texts = $"{(string?)svg.Element(Name("title"))!.Attribute("id")} {(string?)svg.Element(Name("desc"))!.Attribute("id")}";
            Assert.Equal(texts, (string?)svg.Attribute("aria-labelledby"));
        });
    }

    [Fact]
    public void Write_Verdicts_AreInWords()
    {
        string text = Parse(DriftReportPage.Write(Report(4, "plain"))).Root!.Value;

        Assert.Contains("The data has drifted", text, StringComparison.Ordinal);
        Assert.Contains("▲ drift", text, StringComparison.Ordinal);
        Assert.Contains("● no drift", text, StringComparison.Ordinal);
        Assert.Contains("▲ unusual", text, StringComparison.Ordinal);
        Assert.Contains("▲ worse", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_HostileValues_AreShownAsTheyAre()
    {
        string text = Parse(DriftReportPage.Write(Report(2, Hostile))).Root!.Value;

        Assert.Contains("</script><script>alert(1)</script>\"'&\uFFFD\uFFFD]]>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ChangedCorrelations_ShowsTheLargestFew()
    {
        var report = Report(60, "plain");

        var page = Parse(DriftReportPage.Write(report));

        Assert.True(report.Features.Correlations!.ChangedPairCount > 8);
        Assert.Equal(8, Elements(page, "th").Count(header => header.Value.Contains("with plain", StringComparison.Ordinal)));
        Assert.Contains("corrected for their number", page.Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_RepeatedRows_AreToldWithTheTrainingRows()
    {
        string text = Parse(DriftReportPage.Write(Report(4, "plain"))).Root!.Value;

        Assert.Contains("Rows that repeat another in every column: 0 %; of the training rows 0 %.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Sample_SaysSo()
    {
        string text = Parse(DriftReportPage.Write(Report(4, "plain") with { SampledOneRowIn = 9, AllRowCount = 3605 })).Root!.Value;

        Assert.Contains("a sample of one row in 9", text, StringComparison.Ordinal);
        Assert.Contains("400 of 3,605", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.123456, "0.1235")]
    [InlineData(-1234.567, "-1235")]
    [InlineData(12.5, "12.5")]
    [InlineData(1.5e-7, "1.5E-7")]
    [InlineData(123456789, "1.23E+8")]
    public void Number_AnySize_HasFourDigits(double value, string text) => Assert.Equal(text, ReportText.Number(value));

    private static DriftReport Report(int columnCount, string name)
    {
        var names = Enumerable.Range(0, columnCount).Select(i => $"{name}{i}").ToList();
        var reference = DatasetProfile.Of(Table(names, 0));
        var current = DatasetProfile.Of(Table(names, 1));
        return new DriftReport
        {
            Model = Slipway.Registry.ModelName.Parse("wine"),
            Version = 3,
            Name = "monday",
            Source = name,
            CreatedAt = new DateTimeOffset(2026, 1, 5, 3, 0, 0, TimeSpan.Zero),
            Verdict = DriftVerdict.Drift,
            MinRows = 200,
            RowCount = 400,
            Features = DriftDetector.Compare(reference, current, new DriftOptions()),
            Predictions = DriftDetector.Compare(reference, current, new DriftOptions()),
            EstimatedPerformance = new PerformanceEstimate(
                "CBPE", 400, [new EstimatedMetric("accuracy", 0.5, 0.4, 0.6, 0.9, 0.8, null, true)], [name]),
            RealisedPerformance = new Dictionary<string, double> { [name] = 0.25 },
            Slices = new SliceReport("accuracy", 0.9, 400, 30,
                [.. Enumerable.Range(0, 20).Select(_ => new PerformanceSlice(name, name, 40, 0.5, 0.4, 0.6, true))]),
            Assumptions = [name],
        };
    }

    // Of three columns one is the same, one moves, one has other words.
    private static Table Table(IReadOnlyList<string> names, int shift) => new(
    [
        .. names.Select((name, c) => (Column)((c % 3) switch
        {
            0 => new NumberColumn(name, [.. Enumerable.Range(0, 400).Select(i => (double)i)]),
            1 => new NumberColumn(name, [.. Enumerable.Range(0, 400).Select(i => ((shift == 0 ? i : i * 7 % 400) * 1.37) + (shift * 300))]),
            _ => new CategoryColumn(
                name, [.. Enumerable.Range(0, 400).Select(i => i % 12)],
                    [.. Enumerable.Range(0, 12).Select(w => $"{name} word {w + (shift * 5)}")]),
        })),
    ]);

    private static bool IsColumn(XElement row) => row.Parent!.Parent!.Element(Name("caption"))!.Value.StartsWith("Each feature",
        StringComparison.Ordinal);

    private static XDocument Parse(string html)
    {
        using var reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    private static IEnumerable<XElement> Elements(XDocument page, string name) => page.Descendants(Name(name));

    private static XName Name(string name) => XName.Get(name, "http://www.w3.org/1999/xhtml");
}
