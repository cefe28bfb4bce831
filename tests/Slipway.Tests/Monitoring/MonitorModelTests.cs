using System.Globalization;
using System.Text;
using Slipway.Alerts;
using Slipway.Feedback;
using Slipway.Learning.Tables;
using Slipway.Monitoring.Reports;
using Slipway.Tests.Retraining;

namespace Slipway.Tests.Monitoring;

public sealed class MonitorModelTests
{
    private const string Watch = """
        monitor:
          drift: { window: 1d, driftedShare: 0.5, minRows: 100 }
          performance: { metric: rmse, maxDrop: 1 }
        retrain: { on: [drift, performanceDrop], minNewRows: 100 }
        """;

    private readonly Product _product = new(Watch);

    [Fact]
    public async Task Handle_DriftedWindow_ReportsRaisesAndMarks()
    {
        await _product.TrainAsync(Product.Rows(400, seed: 1));
        await using var service = new LoggedService(_product);
        await service.PredictAsync(Product.Line, Inputs(200, seed: 5, shift: 15));

        _product.Time.Advance(TimeSpan.FromDays(1));
        var outcome = await _product.Monitor.HandleAsync(Product.Line, again: false, default);

        var window = outcome.Window!;
        Assert.Equal((DriftVerdict.Drift, 200, 0), (window.Verdict, window.Rows, window.Labelled));
        Assert.Contains("x", window.DriftedColumns);
        Assert.Equal("window-20260302T0000Z-20260303T0000Z", window.Report);
        Assert.NotNull(await _product.Reports.FindAsync(Product.Line, window.Report!, default));
        Assert.Contains(AlertKind.DriftDetected, _product.Channel.Told.Select(t => t.Alert.Kind));
        Assert.Single((await _product.States.GetAsync(Product.Line, default)).Marks, m => m.Trigger == Slipway.Projects.RetrainTrigger.Drift);
    }

    [Fact]
    public async Task Handle_SameWindowTwice_IsDoneOnce()
    {
        await _product.TrainAsync(Product.Rows(400, seed: 1));
        await using var service = new LoggedService(_product);
        await service.PredictAsync(Product.Line, Inputs(200, seed: 5, shift: 15));
        _product.Time.Advance(TimeSpan.FromDays(1));

        var first = await _product.Monitor.HandleAsync(Product.Line, again: false, default);
        var second = await _product.Monitor.HandleAsync(Product.Line, again: false, default);
        var asked = await _product.Monitor.HandleAsync(Product.Line, again: true, default);

        Assert.Null(second.Window);
        Assert.Equivalent(first.Window, asked.Window);
        Assert.Single((await _product.Monitor.GetStateAsync(Product.Line, default)).Windows);
        Assert.Single(await _product.Reports.ListAsync(Product.Line, default));
    }

    [Fact]
    public async Task Handle_WindowBackToNormal_ResolvesAndUnmarks()
    {
        await _product.TrainAsync(Product.Rows(400, seed: 1));
        await using var service = new LoggedService(_product);
        await service.PredictAsync(Product.Line, Inputs(200, seed: 5, shift: 15));
        _product.Time.Advance(TimeSpan.FromDays(1));
        await _product.Monitor.HandleAsync(Product.Line, again: false, default);
        await service.PredictAsync(Product.Line, Inputs(200, seed: 6, shift: 0));
        _product.Time.Advance(TimeSpan.FromDays(1));

        var outcome = await _product.Monitor.HandleAsync(Product.Line, again: false, default);

        Assert.Equal(DriftVerdict.NoDrift, outcome.Window!.Verdict);
        Assert.Equal(
            [AlertNotice.Opened, AlertNotice.Resolved],
            _product.Channel.Told.Where(t => t.Alert.Kind == AlertKind.DriftDetected).Select(t => t.Notice));
        Assert.DoesNotContain((await _product.States.GetAsync(Product.Line, default)).Marks, m => m.Trigger == Slipway.Projects.RetrainTrigger.Drift);
    }

    [Fact]
    public async Task Handle_OutcomesThatDiffer_MeasureTheDrop()
    {
        await _product.TrainAsync(Product.Rows(400, seed: 1));
        await using var service = new LoggedService(_product);
        var rows = Inputs(200, seed: 5, shift: 0);
        var ids = await service.PredictAsync(Product.Line, rows);
        await service.FeedBackAsync(
            Product.Line, ids, [.. ((NumberColumn)rows["x"]).Values.ToArray().Select(x => ActualOutcome.Of((3 * x) + 12))]);
        _product.Time.Advance(TimeSpan.FromDays(1));

        var window = (await _product.Monitor.HandleAsync(Product.Line, again: false, default)).Window!;

        Assert.Equal(200, window.Labelled);
        Assert.InRange(window.Realised!.Value, 9, 10);
        Assert.InRange(window.RealisedDrop!.Value, 8, 10);
        Assert.Contains(AlertKind.PerformanceDrop, _product.Channel.Told.Select(t => t.Alert.Kind));
    }

    [Fact]
    public async Task Handle_NobodyAsksAnyMore_RaisesAfterAWindowWithRows()
    {
        await _product.TrainAsync(Product.Rows(400, seed: 1));
        await using var service = new LoggedService(_product);
        await service.PredictAsync(Product.Line, Inputs(150, seed: 5, shift: 0));
        _product.Time.Advance(TimeSpan.FromDays(1));
        await _product.Monitor.HandleAsync(Product.Line, again: false, default);
        Assert.DoesNotContain(AlertKind.NoPredictions, _product.Channel.Told.Select(t => t.Alert.Kind));
        _product.Time.Advance(TimeSpan.FromDays(1));

        await _product.Monitor.HandleAsync(Product.Line, again: false, default);

        Assert.Contains(AlertKind.NoPredictions, _product.Channel.Told.Select(t => t.Alert.Kind));
    }

    [Fact]
    public async Task Handle_UnknownModel_IsNotFound() => Assert.Equal(
        "registry.modelNotFound", Assert.Single((await _product.Monitor.HandleAsync(Product.Line, again: false, default)).Problems).Code);

    [Fact]
    public async Task AddFeedbackRows_OutcomesThatArrived_BecomeRowsOnce()
    {
        await _product.TrainAsync(Product.Rows(400, seed: 1));
        await using var service = new LoggedService(_product);
        var rows = Inputs(50, seed: 5, shift: 0);
        var ids = await service.PredictAsync(Product.Line, rows);
        await service.FeedBackAsync(Product.Line, ids[..30], [.. Enumerable.Range(0, 30).Select(i => ActualOutcome.Of((double)i))]);
        var champion = (await _product.Specs.FindAsync(Product.Line, default))!;
        _product.Time.Advance(TimeSpan.FromMinutes(5));

        var first = (await _product.Feedback.HandleAsync(champion, default))!.Value;
        var second = (await _product.Feedback.HandleAsync(champion, default))!.Value;

        Assert.Equal((30, 430, 0), (first.Added, first.TotalRows, first.Rejected));
        Assert.Equal((0, 30, first.Version), (second.Added, second.Duplicates, second.Version));
    }

    private static Table Inputs(int count, int seed, double shift)
    {
        var random = new Random(seed);
        var text = new StringBuilder("day,x,kind\n");
        for (int i = 0; i < count; i++)
        {
            double x = Math.Round((random.NextDouble() * 20) - 10 + shift, 3);
            text.AppendLine(CultureInfo.InvariantCulture, $"2026-03-02,{x},{(i % 3 == 0 ? "a" : "b")}");
        }

        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
        var types = new Dictionary<string, ColumnType> { ["day"] = ColumnType.Timestamp, ["x"] = ColumnType.Number, ["kind"] = ColumnType.Category };
        return TableReader.Read(stream, new TableReaderOptions { Types = types }, default).Value.Table;
    }
}
