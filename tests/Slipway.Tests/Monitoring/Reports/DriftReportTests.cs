using System.Text;
using System.Text.Json;
using Slipway.Learning.Drift;
using Slipway.Learning.Profiles;
using Slipway.Learning.Randomness;
using Slipway.Monitoring;
using Slipway.Monitoring.Reports;

namespace Slipway.Tests.Monitoring.Reports;

public sealed class DriftReportTests
{
    private const double Tolerance = 1e-9;

    // The rows of 2012 by these names are beyond the thresholds according to scipy.
    private static readonly string[] Drifted = ["registered", "casual", "hum"];

    [Fact]
    public async Task Check_BikesOf2012_HasTheStatisticsOfScipy()
    {
        var report = await CheckAsync(await BikeYears.RegisterAsync(), BikeYears.Csv(2012));

        using var expected = JsonDocument.Parse(
            await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "TestData", "drift", "bike_years.json")));
        using var json = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(report, Slipway.Storage.StoreJson.Options));
        int compared = 0;
        foreach (var column in json.RootElement.GetProperty("features").GetProperty("columns").EnumerateArray())
        {
            var wanted = expected.RootElement.GetProperty("columns").GetProperty(column.GetProperty("name").GetString()!);
            string test = column.GetProperty("test").GetString()!;
            string statistic = test == "wasserstein" ? "wasserstein_norm" : "js";
            Assert.Equal(wanted.GetProperty(statistic).GetDouble(), column.GetProperty("score").GetDouble(), ToleranceOf(column));
            Assert.Equal(wanted.GetProperty("mean_cur").GetDouble(), column.GetProperty("current").GetProperty("mean").GetDouble(),
                Tolerance * 1000);
            compared++;
        }

        Assert.Equal(12, compared);
    }

    [Fact]
    public async Task Check_BikesOf2012_HaveDriftedWhereScipySaysSo()
    {
        var report = await CheckAsync(await BikeYears.RegisterAsync(), BikeYears.Csv(2012));

        Assert.Equal(Drifted, report.Features.Columns.Where(column => column.HasDrifted).Select(column => column.Name));
        Assert.Equal(DriftVerdict.NoDrift, report.Verdict);
        Assert.True(report.Predictions!.HasDrifted);
        Assert.Equal(10, report.RealisedPerformance!["mae"], 1e-4);
        Assert.Equal(10, report.EstimatedPerformance!.Metrics[0].Value, 0.01);
        Assert.NotEmpty(report.Slices!.Slices);
        Assert.Equal(8734, report.RowCount);
    }

    [Fact]
    public async Task Check_LowerShareInTheSpec_MakesItADriftOfTheData()
    {
        var years = await BikeYears.RegisterAsync("monitor: { drift: { method: jensenShannon, driftedShare: 0.05 } }\n");

        var report = await CheckAsync(years, BikeYears.Csv(2012));

        Assert.Equal(DriftVerdict.Drift, report.Verdict);
        Assert.All(report.Features.Columns, column => Assert.Equal("jensenShannon", column.Test));
    }

    [Fact]
    public async Task Check_ThresholdsInTheSpec_GoBeforeThoseOfTheMethod()
    {
        var years = await BikeYears.RegisterAsync("monitor: { drift: { method: wasserstein, threshold: 0.9, columnThresholds: { hum: 0.01 } } }\n");

        var report = await CheckAsync(years, BikeYears.Csv(2012));

        Assert.Equal(["hum"], report.Features.Columns.Where(column => column.HasDrifted).Select(column => column.Name));
        Assert.Equal(0.9, report.Features.Columns.Single(column => column.Name == "casual").Threshold);
    }

    [Fact]
    public async Task Check_FewRows_IsNotJudged()
    {
        string csv = string.Join('\n', BikeYears.Csv(2012).Split('\n').Take(50));

        var report = await CheckAsync(await BikeYears.RegisterAsync(), csv);

        Assert.Equal((DriftVerdict.TooFewRows, 49L), (report.Verdict, report.RowCount));
    }

    [Fact]
    public async Task Check_ColumnMissing_ComparesTheRestWithoutPredictions()
    {
        string csv = BikeYears.Csv(2012).Replace("hum,", "humidity,", StringComparison.Ordinal);

        var report = await CheckAsync(await BikeYears.RegisterAsync(), csv);

        Assert.Null(report.Predictions);
        var finding = Assert.Single(report.Features.Columns.Single(column => column.Name == "hum").Findings);
        Assert.Equal("data.columnMissing", finding.Code);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "data.noFeatures")]
    [InlineData("season,hr\n", "data.noRows")]
    public async Task Check_UselessFile_SaysWhy(string csv, string code)
    {
        var years = await BikeYears.RegisterAsync();

        var result = await CheckResultAsync(years, csv);

        Assert.Equal(code, Assert.Single(result.Problems).Code);
    }

    [Fact]
    public async Task Check_DamagedReference_SaysSo()
    {
        var years = await BikeYears.RegisterAsync(reference: "profile"u8.ToArray());

        Assert.Equal("profile.malformed", Assert.Single((await CheckResultAsync(years, BikeYears.Csv(2012))).Problems).Code);
    }

    [Fact]
    public void Compare_RandomHalves_HaveNotDrifted()
    {
        int drifted = 0;
        for (int seed = 0; seed < 12; seed++)
        {
            int[] order = [.. Enumerable.Range(0, BikeYears.All.RowCount)];
            new SeededRandom(seed).Shuffle(order.AsSpan());
            var left = DatasetProfile.Of(BikeYears.All.Features.Take(order.AsSpan(0, order.Length / 2)));
            var right = DatasetProfile.Of(BikeYears.All.Features.Take(order.AsSpan(order.Length / 2)));
            var result = DriftDetector.Compare(left, right, DriftSettings.ToOptions(new Slipway.Projects.DriftSpec()));
            drifted += result.DriftedColumnCount;
            Assert.False(result.HasDrifted);
        }

        Assert.Equal(0, drifted);
    }

    [Fact]
    public async Task Write_Report_CanBeReadBack()
    {
        var years = await BikeYears.RegisterAsync();
        var store = new ReportStore(years.Store);
        var writer = new WriteDriftReport(new MakeDriftReport(years.Registry, TimeProvider.System), store);
        var rows = BikeYears.First;
        var gathered = new MonitoredRows(BikeYears.Schema, null);
        gathered.Add(rows.Features, BikeYears.Predict(rows));
        var command = new DriftReportCommand(BikeYears.Model, 1, "monday", "monday.csv", gathered.Build());

        var written = (await writer.HandleAsync(command, CancellationToken.None)).Value;
        Assert.True((await writer.HandleAsync(command with { Name = "tuesday" }, CancellationToken.None)).IsSuccess);

        Assert.Equal(DriftVerdict.NoDrift, written.Verdict);
        var read = await store.FindAsync(BikeYears.Model, "monday", CancellationToken.None);
        Assert.Equal(Json(written), Json(read!));
        Assert.Equal(["monday", "tuesday"], (await store.ListAsync(BikeYears.Model, CancellationToken.None)).Select(entry => entry.Name)
            .Order());
        Assert.Equal("tuesday", (await store.FindLatestAsync(BikeYears.Model, CancellationToken.None))!.Name);
        Assert.NotNull(await store.FindPageAsync(BikeYears.Model, "monday", CancellationToken.None));
        Assert.Null(await store.FindAsync(BikeYears.Model, "friday", CancellationToken.None));
        Assert.Null(await store.FindAsync(BikeYears.Model, "../x", CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("a\\b")]
    public async Task Write_BadName_IsRefused(string name)
    {
        var years = await BikeYears.RegisterAsync();
        var gathered = new MonitoredRows(BikeYears.Schema, null);
        gathered.Add(BikeYears.First.Features);
        var writer = new WriteDriftReport(new MakeDriftReport(years.Registry, TimeProvider.System), new ReportStore(years.Store));

        var result = await writer.HandleAsync(new DriftReportCommand(BikeYears.Model, 1, name, "x", gathered.Build()),
            CancellationToken.None);

        Assert.Equal("reports.nameInvalid", Assert.Single(result.Problems).Code);
    }

    private static string Json(DriftReport report) => JsonSerializer.Serialize(report, Slipway.Storage.StoreJson.Options);

    // What a sketch may lose is part of the document.
    private static double ToleranceOf(JsonElement column) => Math.Max(Tolerance, 6 * column.GetProperty("rankErrorShare").GetDouble());

    private static async Task<DriftReport> CheckAsync(BikeYears years, string csv) => (await CheckResultAsync(years, csv)).Value;

    private static Task<Slipway.Learning.Results.Result<DriftReport>> CheckResultAsync(BikeYears years, string csv) =>
        new CheckCsvDrift(years.Registry, new MakeDriftReport(years.Registry, TimeProvider.System)).HandleAsync(
            new CsvDriftCommand(BikeYears.Model, 1, new MemoryStream(Encoding.UTF8.GetBytes(csv)), "bikes.csv", "bikes"),
                CancellationToken.None);
}
