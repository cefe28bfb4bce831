using System.Text;
using Slipway.Alerts;
using Slipway.Monitoring.Reports;
using Slipway.Registry;
using Slipway.Retraining;
using Slipway.Scoring;
using Slipway.Storage;
using Slipway.Telemetry;
using Slipway.Tests.Storage;

namespace Slipway.Tests.Monitoring.Reports;

public sealed class ReportScoredFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();
    private BikeYears? _years;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Handle_ScoredFile_EstimatesThePerformanceAndCountsRepeats(bool inRanges)
    {
        string csv = BikeYears.Csv(2012);

        var (report, file) = await ScoreAsync(csv + csv[(csv.IndexOf('\n', StringComparison.Ordinal) + 1)..], inRanges);

        var estimate = report.EstimatedPerformance!;
        Assert.Equal(("DLE", 2 * 8734L), (estimate.Method, estimate.RowCount));
        Assert.Equal(10, estimate.Metrics.Single(metric => metric.Name == "mae").Value, 0.01);
        Assert.Equal(estimate.RowCount, file.Estimation!.RowCount);
        var rows = report.Features.DuplicateRows!;
        Assert.InRange(rows.CurrentShare, 0.5 - rows.CurrentError, 0.5 + rows.CurrentError + 0.001);
        Assert.Equal("data.duplicateRows", Assert.Single(report.Features.Findings).Code);
        Assert.Equal(inRanges, file.Ranges > 1);
        Assert.Equal((1, false), (report.SampledOneRowIn, report.IsSample));
    }

    [Fact]
    public async Task Handle_SampledFile_SaysSo()
    {
        var (_, file) = await ScoreAsync(BikeYears.Csv(2012), inRanges: false);

        var report = await ReportAsync(file with { ProfileStride = 9, ScoredRows = 9 * file.ScoredRows });

        Assert.Equal((9, 9 * 8734L, 8734L), (report.SampledOneRowIn, report.AllRowCount, report.RowCount));
        Assert.Contains(report.Assumptions, line => line.Contains("one row in 9 of the 78606 rows", StringComparison.Ordinal));
    }

    private async Task<(DriftReport Report, ScoredFile File)> ScoreAsync(string csv, bool inRanges)
    {
        var years = await BikeYears.RegisterAsync();
        _years = years;
        await years.Registry.PromoteAsync(BikeYears.Model, 1, "champion", "test", "test", null, CancellationToken.None);
        var source = new ObjectPath("inbox", "bike-sharing/monday.csv");
        await years.Store.PutAsync(source, Encoding.UTF8.GetBytes(csv), PutCondition.Always, CancellationToken.None);
        var queue = new FolderWorkQueue(_folder.Path, _time);
        var scored = new List<ScoredFile>();
        var options = new FileScoringOptions { SplitAboveBytes = inRanges ? 1 : long.MaxValue, RangeBytes = 200_000, Rows = new ScoringOptions { Threads = 2 } };
        var handler = new ScoreFile(
            years.Store, queue, new ScoringModels(years.Registry), options, _time, (file, _) =>
            {
                scored.Add(file);
                return Task.CompletedTask;
            });
        var worker = new ScoreRangeWorker(queue, handler, options, _time);
        await handler.HandleAsync(new ScoreFileCommand(source), CancellationToken.None);
        while (await worker.RunOnceAsync(CancellationToken.None))
        {
        }

        var done = Assert.Single(scored);
        return (await ReportAsync(done), done);
    }

    private async Task<DriftReport> ReportAsync(ScoredFile file)
    {
        var store = _years!.Store;
        var reports = new ReportStore(store);
        var desk = new AlertDesk(
            new AlertStore(store), new ChampionSpecs(_years.Registry), [], new AlertOptions(), new SlipwayMetrics(), _time);
        var handler = new ReportScoredFile(
            store, _years.Registry, new WriteDriftReport(new MakeDriftReport(_years.Registry, _time), reports), desk);
        await handler.HandleAsync(file, CancellationToken.None);
        return (await reports.FindAsync(BikeYears.Model, "monday.csv", CancellationToken.None))!;
    }
}
