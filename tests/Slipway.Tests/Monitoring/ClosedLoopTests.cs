using System.Globalization;
using System.Text;
using Slipway.Alerts;
using Slipway.Audit;
using Slipway.Feedback;
using Slipway.Learning.Tables;
using Slipway.Monitoring.Reports;
using Slipway.Projects;
using Slipway.Registry;
using Slipway.Retraining;
using Slipway.Scheduling;
using Slipway.Storage;
using Slipway.Tests.Architecture;
using Slipway.Tests.Retraining;
using Slipway.Training;

namespace Slipway.Tests.Monitoring;

/// <summary>
/// Months of bike rentals on a clock that is moved by hand: trained on January to April 2011, asked every day from May on. What the product does
/// by itself is looked at from outside: runs, audit record, alerts, reports.
/// </summary>
public sealed class ClosedLoopTests
{
    private const string Spec = """
        name: bikes
        task: regression
        data:
          source: data/bike_hour.csv
          label: cnt
          time: dteday
          ignore: [instant, casual, registered]
        split: { test: 0.2, seed: 42 }
        train:
          trainers: [gbdt]
          search: { trials: 1, maxSeconds: 600, folds: 2, metric: rmse }
        gate:
          require: { r2: ">= 0.4" }
          notWorseThanChampion: { rmse: 0 }
        monitor:
          drift: { window: 5d, driftedShare: 0.3, minRows: 60 }
          performance: { metric: rmse, maxDrop: 15 }
        retrain:
          on: [drift, performanceDrop, newData]
          minNewRows: 400
          coolDown: 14d
        """;

    private static readonly ModelName Bikes = ModelName.Parse("bikes");
    private static readonly DateTimeOffset May = new(2011, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset July = new(2011, 7, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset August = new(2011, 8, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset September = new(2011, 9, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Product _product = new("", Spec, May);
    private readonly string[] _lines = File.ReadAllLines(
        Path.Combine(Repository.Root, "templates", "projects", "bike-sharing", "data", "bike_hour.csv"));

    [Fact]
    public async Task Loop_MonthsOfRentals_PromotesBetterVersionsAndRefusesWorseOnes()
    {
        await _product.TrainAsync(Csv(new DateTimeOffset(2011, 1, 1, 0, 0, 0, TimeSpan.Zero), May));
        await using var service = new LoggedService(_product);

        // May and June: outcomes come a day later. Spring is not like winter, and the model learns it.
        await LiveAsync(service, May, July, hasFeedback: true);

        var alerts = await _product.AlertStore.ListAsync(default).ToListAsync();
        Assert.Contains(alerts, a => a.Kind == AlertKind.DriftDetected);
        var reports = await _product.Reports.ListAsync(Bikes, default);
        Assert.Equal(12, reports.Count);
        var first = (await _product.Reports.FindAsync(Bikes, reports.MinBy(r => r.Name, StringComparer.Ordinal)!.Name, default))!;
        Assert.Equal(DriftVerdict.Drift, first.Verdict);
        Assert.Contains("temp", first.Features.Columns.Where(c => c.HasDrifted).Select(c => c.Name));
        Assert.NotNull(first.RealisedPerformance);
        int better = await ChampionAsync();
        Assert.True(better > 1, "No better version was promoted.");
        var runs = await _product.Runs.ListAsync(Bikes, default).ToListAsync();
        var promoted = runs.First(r => r is { Status: RunStatus.Succeeded, Trigger: not null });
        Assert.Matches("^(drift|performanceDrop): ", promoted.Trigger);
        Assert.All(promoted.Gate.Where(line => line.Champion is not null), line => Assert.True(line.Value <= line.Champion));

        // July: the labels that somebody drops are wrong. The gate keeps what was learnt from them out.
        await LiveAsync(service, July, August, hasFeedback: false);
        string before = (await _product.Datasets.Models.FindAsync(Bikes, default))!.Value.Latest.Version;
        better = await ChampionAsync();
        var dropped = await _product.DropAsync("bikes/july.csv", Csv(July, August, isCorrupted: true));
        Assert.True(dropped.Rows!.Added > 700);
        await LiveAsync(service, August, August.AddDays(2), hasFeedback: false);

        Assert.Equal(better, await ChampionAsync());
        var refused = (await _product.Runs.ListAsync(Bikes, default).ToListAsync())[^1];
        Assert.Equal(RunStatus.Refused, refused.Status);
        Assert.Equal(AlertStatus.Open, await StatusAsync(AlertKind.GateRefused));

        // August: the wrong rows are taken out, and the right ones of both months are dropped.
        Assert.True((await _product.Datasets.Models.ReturnToAsync(Bikes, before, default)).IsSuccess);
        await LiveAsync(service, August.AddDays(2), September, hasFeedback: false);
        await _product.DropAsync("bikes/summer.csv", Csv(July, September));
        await LiveAsync(service, September, September.AddDays(2), hasFeedback: false);

        Assert.True(await ChampionAsync() > better, "The right rows did not lead to a new champion.");
        Assert.Equal(AlertStatus.Resolved, await StatusAsync(AlertKind.GateRefused));
        await AssertAuditTellsItAllAsync();
    }

    private async Task AssertAuditTellsItAllAsync()
    {
        Assert.True((await _product.Audit.VerifyAsync(null, default)).IsSuccess);
        var records = await _product.Audit.ReadAsync(0, default).ToListAsync();
        var runs = await _product.Runs.ListAsync(Bikes, default).Where(r => r.Trigger is not null).ToListAsync();
        Assert.Equal(
            runs.Select(r => $"run {r.Id}"), records.Where(r => r.Action == AuditActions.ModelRetrained).Select(r => r.Subject));
        Assert.Equal(
            runs.Where(r => r.Status == RunStatus.Succeeded).Select(r => r.Version!.Value.ToString(CultureInfo.InvariantCulture)),
            records.Where(r => r.Action == AuditActions.AliasPromoted && r.Actor == RetrainDue.Actor).Select(r => r.To));
        var starts = runs.Select(r => r.StartedAt).ToList();
        Assert.All(starts.Zip(starts.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromDays(14), "The cool-down was not kept."));
    }

    /// <summary>Lives through days: each is asked about in full, and at each end the jobs of the product run.</summary>
    private async Task LiveAsync(LoggedService service, DateTimeOffset from, DateTimeOffset to, bool hasFeedback)
    {
        ScheduledJob[] jobs =
        [
            new("monitor", JobSchedule.Every(TimeSpan.FromHours(1)), token => _product.Monitor.HandleAllAsync(again: false, token)),
            new("retrain", JobSchedule.Cron(CronSchedule.Parse("0 0 3 * * *").Value), token => _product.Due.HandleAsync(1, token)),
        ];
        await _product.Jobs.RunDueAsync(jobs, default);
        for (var day = from; day < to; day = day.AddDays(1))
        {
            _product.Time.AdvanceTo(day.AddHours(12));
            var rows = Rows(day);
            var ids = await service.PredictAsync(Bikes, rows);
            _product.Time.AdvanceTo(day.AddHours(23));
            if (hasFeedback)
            {
                await service.FeedBackAsync(Bikes, ids, [.. ((NumberColumn)rows["cnt"]).Values.ToArray().Select(ActualOutcome.Of)]);
            }

            _product.Time.AdvanceTo(day.AddHours(28));
            Assert.DoesNotContain(JobOutcome.Failed, await _product.Jobs.RunDueAsync(jobs, default));
        }
    }

    private async Task<int> ChampionAsync() => (await _product.Registry.ResolveAsync(Bikes, "champion", default)).Value;

    private async Task<AlertStatus?> StatusAsync(AlertKind kind) =>
        (await _product.AlertStore.ListAsync(default).FirstOrDefaultAsync(a => a.Kind == kind))?.Status;

    private Table Rows(DateTimeOffset day)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Csv(day, day.AddDays(1))));
        var types = _lines[0].Split(',').ToDictionary(name => name, name => name == "dteday" ? ColumnType.Timestamp : ColumnType.Number);
        return TableReader.Read(stream, new TableReaderOptions { Types = types }, default).Value.Table;
    }

    private string Csv(DateTimeOffset from, DateTimeOffset to, bool isCorrupted = false)
    {
        var random = new Random(20110701);
        var text = new StringBuilder(_lines[0]).Append('\n');
        foreach (string line in _lines[1..])
        {
            string[] fields = line.Split(',');
            var day = new DateTimeOffset(DateTime.ParseExact(fields[1], "yyyy-MM-dd", CultureInfo.InvariantCulture), TimeSpan.Zero);
            if (day >= from && day < to)
            {
                fields[^1] = isCorrupted ? random.Next(1, 900).ToString(CultureInfo.InvariantCulture) : fields[^1];
                text.Append(string.Join(',', fields)).Append('\n');
            }
        }

        return text.ToString();
    }
}
