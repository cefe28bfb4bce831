using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.PredictionLog;
using Slipway.Projects;

namespace Slipway.Tests.PredictionLog;

public sealed class LoggedPredictionReaderTests
{
    private const string Row = """{"alcohol":12.5,"isRed":false,"grape":"merlot","picked":"2024-05-17T08:30:00Z"}""";
    private const string Good = "good, \"very\"";
    private const string Log = "wine/predictions/2026/03/01/12-one.jsonl";

    [Fact]
    public async Task Read_Record_GivesBackWhatWasServed()
    {
        await using var harness = new LogHarness();
        var ids = await harness.ServeAsync(LogHarness.Version(4), $"[{Row},{Row}]", variant: null, trace: "abc");

        var read = await harness.ReadAsync();

        Assert.Equal(ids, read.Select(p => p.Id));
        var p = read[0];
        Assert.Equal((harness.Time.GetUtcNow(), 4, null, "abc", Good), (p.Time, p.Version, p.Variant, p.TraceId, p.Label));
        Assert.Equal(TimeSpan.FromMilliseconds(1.5), p.Latency);
        Assert.Equal(1 / (1 + Math.Exp(-2.5)), p.Probabilities.Span[1], 1e-6);
        Assert.Equal((12.5, 0.0, "merlot"), (p.Inputs.Span[0].Number, p.Inputs.Span[1].Number, p.Inputs.Span[2].Word));
        Assert.Equal(new DateTime(2024, 5, 17, 8, 30, 0, DateTimeKind.Utc).Ticks, p.Inputs.Span[3].Ticks);
        Assert.True(p.Inputs.Span[4] is { IsLogged: true, IsMissing: true });
        Assert.Null(p.Actual);
    }

    [Fact]
    public async Task Read_FeedbackBeforeAfterAndTwice_LastByTimeWins()
    {
        await using var harness = new LogHarness();
        var model = LogHarness.Version();
        var early = Guid.CreateVersion7(harness.Time.GetUtcNow());
        await harness.TellAsync(early, "bad");
        var ids = await harness.ServeAsync(model, $"[{Row},{Row},{Row}]");
        await harness.AppendAsync(Log.Replace("one", "two", StringComparison.Ordinal), (await LineOfAsync(harness, model)).Replace(ids[0].ToString(), early.ToString(), StringComparison.Ordinal));
        var now = harness.Time.GetUtcNow();
        await harness.TellAsync(ids[0], Good, now.AddDays(2));
        await harness.TellAsync(ids[0], "bad", now.AddDays(1), instance: "two");
        var window = new LogWindow(now, now.AddTicks(1));
        harness.Time.Advance(TimeSpan.FromDays(40));
        await harness.TellAsync(ids[1], "bad");
        await harness.TellAsync(ids[1], Good);
        await harness.TellAsync(Guid.CreateVersion7(harness.Time.GetUtcNow()), Good);

        var read = (await harness.ReadAsync(window)).ToDictionary(p => p.Id, p => p.Actual?.Label);

        Assert.Equal((Good, Good, null, "bad"), (read[ids[0]], read[ids[1]], read[ids[2]], read[early]));
        Assert.Equal((4, 3, 6), (harness.Report.Predictions, harness.Report.WithActual, harness.Report.Feedback));

        async Task<string> LineOfAsync(LogHarness h, Slipway.Serving.ServedModel m)
        {
            await h.ReadAsync();
            return (await h.TextAsync(Log)).Split('\n')[0] + "\n";
        }
    }

    [Fact]
    public async Task Read_Window_HasWholeHoursOfAllInstances()
    {
        await using var harness = new LogHarness();
        var model = LogHarness.Version();
        var start = harness.Time.GetUtcNow();
        var ids = new List<Guid>();
        for (int hour = 0; hour < 30; hour++)
        {
            ids.AddRange(await harness.ServeAsync(model, Row, hour % 2 == 0 ? "one" : "two"));
            harness.Time.Advance(TimeSpan.FromMinutes(59));
            ids.AddRange(await harness.ServeAsync(model, Row, "two"));
            harness.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var read = await harness.ReadAsync(new LogWindow(start.AddHours(10).AddMinutes(30), start.AddHours(13)));
        var last = await harness.ReadAsync(LogWindow.Before(harness.Time.GetUtcNow().AddMinutes(5), 2));

        Assert.Equal(ids[20..26].ToHashSet(), read.Select(p => p.Id).ToHashSet());
        Assert.Equal(6, read.Count);
        Assert.Equal(ids[^4..].ToHashSet(), last.Select(p => p.Id).ToHashSet());
    }

    [Fact]
    public async Task Read_TornMalformedAndDoubledLines_AreCountedAndPassedOver()
    {
        await using var harness = new LogHarness();
        var ids = await harness.ServeAsync(LogHarness.Version(), $"[{Row},{Row}]");
        await harness.ReadAsync();
        string lines = await harness.TextAsync(Log);
        await harness.AppendAsync(Log, lines);
        await harness.AppendAsync(Log, "{\"id\":\n\n[]\n{\"id\":\"x\"}\n{}\nnull\n" + lines.Split('\n')[0] + "x\n");
        await harness.Store.PutAsync(
            new("logs", Log.Replace("one", "torn", StringComparison.Ordinal)),
            System.Text.Encoding.UTF8.GetBytes(lines.Split('\n')[0].Replace(ids[0].ToString(), Guid.CreateVersion7(harness.Time.GetUtcNow()).ToString(), StringComparison.Ordinal) + "\n" + lines[..40]),
            default,
            default);
        await harness.AppendAsync("wine/feedback/2026/03/01/12-one.jsonl", "{}\nx\n{\"id\":\"" + ids[0] + "\",\"actual\":\"bad\",\"time\":\"2026-03-01T12:00:00Z\"}\n");

        var read = await harness.ReadAsync();

        Assert.Equal(3, read.Count);
        Assert.Equal("bad", read[0].Actual?.Label);
        Assert.Equal((2, 7 + 2, 1), (harness.Report.Duplicates, harness.Report.MalformedLines, harness.Report.TornLines));
    }

    [Fact]
    public async Task Read_AppendWhoseAnswerWasLost_ReadsItsLinesOnce()
    {
        var time = new Storage.ManualTime();
        var memory = new Storage.MemoryObjectStore(time);
        var store = new GatedStore(memory) { WritesBeforeFailing = true };
        store.FailNext(1);
        await using var harness = new LogHarness();
        await harness.ServeAsync(LogHarness.Version(), $"[{Row},{Row}]");
        await harness.ReadAsync();
        await using (var writer = new LogWriter(store, time, new LogWriterOptions { Instance = "one" }))
        {
            var lines = System.Text.Encoding.UTF8.GetBytes(await harness.TextAsync(Log));
            Assert.True(await writer.WriteAsync(LogHarness.Model, LogKind.Predictions, time.GetUtcNow(), lines, 2, LogDurability.Confirmed, default));
        }

        var report = new LogReadReport();
        int count = 0;
        var window = new LogWindow(time.GetUtcNow(), time.GetUtcNow().AddHours(1));
        await foreach (var _ in new LoggedPredictionReader(memory, time).ReadAsync(LogHarness.Model, LogHarness.Schema, window, report, default))
        {
            count++;
        }

        Assert.Equal((2, 2), (count, report.Duplicates));
    }

    [Fact]
    public async Task Read_OtherVersionsSchema_TakesWhatFits()
    {
        await using var harness = new LogHarness();
        await harness.ServeAsync(LogHarness.Version(), Row);
        var schema = LogHarness.Schema with
        {
            Features = [new FeatureSchema("grape", ColumnType.Number), new FeatureSchema("new", ColumnType.Text), new FeatureSchema("alcohol", ColumnType.Number)],
            Classes = ["other", Good],
        };

        var p = (await harness.ReadAsync(schema: schema))[0];

        Assert.Equal([false, false, true], p.Inputs.ToArray().Select(v => v.IsLogged));
        Assert.True(float.IsNaN(p.Probabilities.Span[0]));
        Assert.Equal(0.924, p.Probabilities.Span[1], 1e-3);
    }

    [Fact]
    public async Task Tables_OfRows_AreForMonitoringAndTraining()
    {
        await using var harness = new LogHarness();
        var plain = await harness.ServeAsync(LogHarness.Version(), $"[{Row},{Row.Replace("\"merlot\"", "null", StringComparison.Ordinal)}]");
        var redacted = await harness.ServeAsync(LogHarness.Version(2, "{ redact: [note] }"), Row);
        await harness.TellAsync(plain[1], "bad");
        await harness.TellAsync(redacted[0], Good);
        var rows = await harness.ReadAsync();

        var monitoring = LoggedTable.ForMonitoring(LogHarness.Schema, rows, new HashSet<string> { "note" });
        var training = LoggedTable.ForTraining(LogHarness.Schema, rows);

        Assert.Equal(
            ["alcohol", "isRed", "grape", "picked", "prediction", "probability_bad", "probability_" + Good, "actual"],
            monitoring.Columns.Select(c => c.Name));
        Assert.Equal([true, false, false], Enumerable.Range(0, 3).Select(monitoring["actual"].IsMissing));
        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(monitoring["grape"].IsMissing));
        Assert.Equal((1, 1, 1), (training.Table.RowCount, training.WithoutActual, training.WithoutInputs));
        Assert.Equal("bad", ((CategoryColumn)training.Table["good"]).Categories[0]);
        Assert.Equal(ColumnType.Boolean, training.Table["isRed"].Type);
    }
}
