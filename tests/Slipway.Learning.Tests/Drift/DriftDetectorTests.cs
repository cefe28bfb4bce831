using System.Text.Json;
using Slipway.Learning.Drift;
using Slipway.Learning.Profiles;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Drift;

public sealed class DriftDetectorTests
{
    private static readonly DriftOptions Defaults = new();

    [Fact]
    public void Compare_TwoYearsOfBikes_FindsTheGrowthAndNotTheWeather()
    {
        var result = DriftDetector.Compare(Profile("bike_2011"), Profile("bike_2012"), Defaults);

        Assert.Equal(6, result.TestedColumnCount);
        Assert.Equal("cnt", result.Columns[0].Name);
        Assert.True(result.Columns[0].HasDrifted);
        Assert.Equal("wasserstein", result.Columns[0].Test);
        var weather = result.Columns.Single(column => column.Name == "weathersit");
        Assert.Equal("jensenShannon", weather.Test);
        Assert.False(weather.HasDrifted);
        Assert.Equal(result.DriftedColumnCount / 6.0, result.DriftedShare);
        Assert.Equal(result.DriftedShare >= 0.5, result.HasDrifted);
    }

    [Fact]
    public void Compare_Severity_OrdersColumnsAndMarksTheThresholdWithOne()
    {
        var result = DriftDetector.Compare(Profile("adult_first"), Profile("adult_second"), Defaults);

        Assert.Equal(result.Columns.OrderByDescending(column => column.Severity).Select(column => column.Name), result.Columns.Select(column => column.Name));
        Assert.All(result.Columns, column => Assert.Equal(column.HasDrifted, column.Severity >= 1));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(3000)]
    public void Compare_UnchangedHalves_HardlyEverDrift(int rowCount)
    {
        var sources = new[] { DriftSlices.Read("adult_first"), DriftSlices.Read("adult_second") };
        int drifted = 0;
        for (int seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            int[] rows = [.. Enumerable.Range(0, rowCount).Select(_ => random.Next(sources[0].RowCount))];
            var reference = DatasetProfile.Of(sources[0].Take(rows.AsSpan(0, rowCount / 2)));
            var current = DatasetProfile.Of(sources[0].Take(rows.AsSpan(rowCount / 2)));
            drifted += DriftDetector.Compare(reference, current, Defaults).HasDrifted ? 1 : 0;
        }

        Assert.InRange(drifted, 0, 5);
    }

    [Fact]
    public void Compare_ADriftedShareExactlyAtTheThreshold_IsDrift()
    {
        var reference = Table([0, 1, 2, 3, 4, 5, 6, 7], [0, 1, 2, 3, 4, 5, 6, 7]);
        var current = Table([0, 1, 2, 3, 4, 5, 6, 7], [90, 91, 92, 93, 94, 95, 96, 97]);

        var result = DriftDetector.Compare(reference, current, Defaults);

        Assert.Equal(1, result.DriftedColumnCount);
        Assert.Equal(0.5, result.DriftedShare);
        Assert.True(result.HasDrifted);
        Assert.False(DriftDetector.Compare(reference, current, new() { DriftedShare = 0.51 }).HasDrifted);
    }

    [Fact]
    public void Compare_ColumnsThatComeGoOrChangeType_AreFindings()
    {
        var reference = DatasetProfile.Of(new Table([new NumberColumn("gone", [1]), new NumberColumn("typed", [1]), new NumberColumn("empty", [1])]));
        var current = DatasetProfile.Of(new Table([
            new CategoryColumn("typed", [0], ["x"]), new NumberColumn("added", [1]), new NumberColumn("empty", [double.NaN])]));

        var result = DriftDetector.Compare(reference, current, Defaults);

        Assert.Equal(0, result.TestedColumnCount);
        Assert.False(result.HasDrifted);
        Assert.Equal(["data.columnMissing"], Codes(result, "gone"));
        Assert.Equal(["data.typeChanged"], Codes(result, "typed"));
        Assert.Equal(["data.columnAdded"], Codes(result, "added"));
        Assert.Equal(["data.missingShareChanged", "data.empty"], Codes(result, "empty"));
    }

    [Fact]
    public void Compare_ValuesThatTheReferenceLacks_AreFindings()
    {
        var reference = DatasetProfile.Of(new Table([
            new NumberColumn("x", [1, 2, 3, 4]), new NumberColumn("k", [1, 2, 3, 4]), new CategoryColumn("c", [0, 1, 0, 1], ["a", "b"])]));
        var current = DatasetProfile.Of(new Table([
            new NumberColumn("x", [0, 2, 5, 6]), new NumberColumn("k", [2, 2, 2, 2]), new CategoryColumn("c", [0, 1, 1, 0], ["a", "new"])]));

        var result = DriftDetector.Compare(reference, current, Defaults);

        Assert.Equal(3, Assert.Single(result.Columns.Single(column => column.Name == "x").Findings).RowCount);
        Assert.Equal(["data.outOfRange"], Codes(result, "x"));
        Assert.Equal(["data.constant"], Codes(result, "k"));
        var finding = Assert.Single(result.Columns.Single(column => column.Name == "c").Findings);
        Assert.Equal(("data.newCategories", 2), (finding.Code, finding.RowCount));
        Assert.Equal(["new"], finding.Words);
    }

    [Fact]
    public void Compare_WithATestAndThresholdOfOnesOwn_UsesThemWhereTheyApply()
    {
        DriftTests.TryFind("energy", out var energy);
        var options = new DriftOptions
        {
            Test = energy,
            Threshold = 1e6,
            ColumnTests = new Dictionary<string, DriftTest> { ["hum"] = DriftTests.KolmogorovSmirnov },
            ColumnThresholds = new Dictionary<string, double> { ["hum"] = 0.01 },
        };

        var columns = DriftDetector.Compare(Profile("bike_2011"), Profile("bike_2012"), options).Columns.ToDictionary(column => column.Name);

        Assert.Equal(("energy", 1e6, false), (columns["cnt"].Test, columns["cnt"].Threshold, columns["cnt"].HasDrifted));
        Assert.Equal(("ks", 0.01), (columns["hum"].Test, columns["hum"].Threshold));
        Assert.Equal(("jensenShannon", 0.1), (columns["weathersit"].Test, columns["weathersit"].Threshold));
    }

    [Fact]
    public void Compare_ControllingFalseDiscovery_AdjustsPValuesOnly()
    {
        var plain = DriftDetector.Compare(Profile("adult_first"), Profile("adult_second"), Defaults);
        var adjusted = DriftDetector.Compare(Profile("adult_first"), Profile("adult_second"), new() { ControlsFalseDiscovery = true });

        Assert.All(plain.Columns, column => Assert.Null(column.AdjustedScore));
        Assert.All(adjusted.Columns, column => Assert.True(column.AdjustedScore >= column.Score));
        Assert.True(adjusted.DriftedColumnCount <= plain.DriftedColumnCount);
    }

    [Fact]
    public void Adjust_KnownPValues_EqualsTheProcedureByHand()
    {
        double[] adjusted = FalseDiscovery.Adjust([0.04, 0.01, 0.5, 0.03]);

        // Sorted: 0.01·4/1, then 0.03·4/2 but not above 0.04·4/3, then 0.5·4/4.
        double[] expected = [0.16 / 3, 0.04, 0.5, 0.16 / 3];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], adjusted[i], 1e-12);
        }
    }

    [Fact]
    public void Compare_Histograms_SharesAddUpToOne()
    {
        var result = DriftDetector.Compare(Profile("adult_first"), Profile("adult_second"), new() { ChartBins = 4 });

        foreach (var histogram in result.Columns.Select(column => column.Histogram!))
        {
            Assert.Equal(1, histogram.ReferenceShares.Sum(), 12);
            Assert.Equal(1, histogram.CurrentShares.Sum(), 12);
            Assert.True(histogram.Edges.Count == 5 ^ histogram.Labels.Count is > 0 and <= 5);
        }
    }

    [Fact]
    public void Compare_ExtremeNumbers_StillGiveJson()
    {
        var reference = Table([1e308, -1e308, 5e307, 0, 1, 2], [0, 0, 0, 0, 0, 0]);
        var current = Table([-1e308, 1e308, 1e308, 3, 4, 5], [0, 0, 1, 1, 1, 0]);
        foreach (var test in DriftTests.All)
        {
            var result = DriftDetector.Compare(reference, current, new() { Test = test });
            string json = JsonSerializer.Serialize(result);
            var back = JsonSerializer.Deserialize<DriftResult>(json);
            Assert.Equal(json, JsonSerializer.Serialize(back));
        }
    }

    [Fact]
    public void Compare_NoRowsAtAll_IsNoDrift()
    {
        var empty = Table([], []);

        Assert.False(DriftDetector.Compare(empty, empty, Defaults).HasDrifted);
        Assert.False(DriftDetector.Compare(Table([1, 2], [3, 4]), empty, Defaults).HasDrifted);
    }

    private static DatasetProfile Profile(string slice) => DatasetProfile.Of(DriftSlices.Read(slice));

    private static DatasetProfile Table(double[] x, double[] y) => DatasetProfile.Of(new Table([new NumberColumn("x", x), new NumberColumn("y", y)]));

    private static IEnumerable<string> Codes(DriftResult result, string column) =>
        result.Columns.Single(drift => drift.Name == column).Findings.Select(finding => finding.Code);
}
