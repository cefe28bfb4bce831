using Slipway.Alerts;
using Slipway.Feedback;
using Slipway.Learning.Tables;
using Slipway.Monitoring;
using Slipway.Monitoring.Reports;
using Slipway.Projects;
using Slipway.Tests.Retraining;
using Slipway.Tests.Storage;

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
        await service.PredictAsync(Product.Line, LoggedService.Inputs(200, seed: 5, shift: 15));

        _product.Time.Advance(TimeSpan.FromDays(1));
        var outcome = await _product.Monitor.HandleAsync(Product.Line, again: false, default);

        var window = outcome.Window!;
        Assert.Equal((DriftVerdict.Drift, 200, 0), (window.Verdict, window.Rows, window.Labelled));
        Assert.Contains("x", window.DriftedColumns);
        Assert.Equal("window-20260302T0000Z-20260303T0000Z", window.Report);
        Assert.NotNull(await _product.Reports.FindAsync(Product.Line, window.Report!, default));
        Assert.Contains(AlertKind.DriftDetected, _product.Channel.Told.Select(t => t.Alert.Kind));
        Assert.Single((await _product.States.GetAsync(Product.Line, default)).Marks, m => m.Trigger == RetrainTrigger.Drift);
    }

    [Fact]
    public async Task Handle_SameWindowTwice_IsDoneOnce()
    {
        await _product.TrainAsync(Product.Rows(400, seed: 1));
        await using var service = new LoggedService(_product);
        await service.PredictAsync(Product.Line, LoggedService.Inputs(200, seed: 5, shift: 15));
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
        await service.PredictAsync(Product.Line, LoggedService.Inputs(200, seed: 5, shift: 15));
        _product.Time.Advance(TimeSpan.FromDays(1));
        await _product.Monitor.HandleAsync(Product.Line, again: false, default);
        await service.PredictAsync(Product.Line, LoggedService.Inputs(200, seed: 6));
        _product.Time.Advance(TimeSpan.FromDays(1));

        var outcome = await _product.Monitor.HandleAsync(Product.Line, again: false, default);

        Assert.Equal(DriftVerdict.NoDrift, outcome.Window!.Verdict);
        Assert.Equal(
            [AlertNotice.Opened, AlertNotice.Resolved],
            _product.Channel.Told.Where(t => t.Alert.Kind == AlertKind.DriftDetected).Select(t => t.Notice));
        Assert.DoesNotContain((await _product.States.GetAsync(Product.Line, default)).Marks, m => m.Trigger == RetrainTrigger.Drift);
    }

    [Fact]
    public async Task Handle_OutcomesThatDiffer_MeasureTheDrop()
    {
        await _product.TrainAsync(Product.Rows(400, seed: 1));
        await using var service = new LoggedService(_product);
        var rows = LoggedService.Inputs(200, seed: 5);
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
        await service.PredictAsync(Product.Line, LoggedService.Inputs(150, seed: 5));
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
    public async Task Handle_OutcomesThatComeLate_MeasureThePastWindowAndRaise()
    {
        await _product.TrainAsync(Product.Rows(400, seed: 1));
        await using var service = new LoggedService(_product);
        var rows = LoggedService.Inputs(200, seed: 5);
        var ids = await service.PredictAsync(Product.Line, rows);
        _product.Time.Advance(TimeSpan.FromDays(1));
        var first = (await _product.Monitor.HandleAsync(Product.Line, again: false, default)).Window!;
        _product.Time.Advance(TimeSpan.FromDays(5));
        await _product.Monitor.HandleAsync(Product.Line, again: false, default);
        await service.FeedBackAsync(Product.Line, ids, Outcomes(rows, offset: 12));
        _product.Time.Advance(MonitorModel.LateInterval);

        var outcome = await _product.Monitor.HandleAsync(Product.Line, again: false, default);
        var idle = await _product.Monitor.HandleAsync(Product.Line, again: true, default);

        Assert.Null(outcome.Window);
        var again = Assert.Single(outcome.Earlier);
        Assert.Equal((first.From, first.To, first.Report, 200), (again.From, again.To, again.Report, again.Labelled));
        Assert.InRange(again.RealisedDrop!.Value, 8, 10);
        var state = await _product.Monitor.GetStateAsync(Product.Line, default);
        Assert.Equal(6, state.Windows.Count);
        Assert.Equivalent(again, state.Windows[0]);
        Assert.Empty(state.Stale);
        Assert.Empty(idle.Earlier);
        Assert.NotNull((await _product.Reports.FindAsync(Product.Line, again.Report!, default))!.RealisedPerformance);
        Assert.Equal(AlertStatus.Open, (await AlertAsync(AlertKind.PerformanceDrop))!.Status);
        Assert.Single((await _product.States.GetAsync(Product.Line, default)).Marks, m => m.Trigger == RetrainTrigger.PerformanceDrop);
    }

    [Fact]
    public async Task Handle_LateOutcomesThatAreBetter_ResolveWhatWasRaised()
    {
        await _product.TrainAsync(Product.Rows(400, seed: 1));
        await using var service = new LoggedService(_product);
        var rows = LoggedService.Inputs(200, seed: 5);
        var ids = await service.PredictAsync(Product.Line, rows);
        await service.FeedBackAsync(Product.Line, ids, Outcomes(rows, offset: 12));
        _product.Time.Advance(TimeSpan.FromDays(1));
        await _product.Monitor.HandleAsync(Product.Line, again: false, default);
        Assert.Equal(AlertStatus.Open, (await AlertAsync(AlertKind.PerformanceDrop))!.Status);
        await service.FeedBackAsync(Product.Line, ids, Outcomes(rows, offset: 2.5));
        _product.Time.Advance(MonitorModel.LateInterval);

        await _product.Monitor.HandleAsync(Product.Line, again: false, default);

        Assert.Equal(AlertStatus.Resolved, (await AlertAsync(AlertKind.PerformanceDrop))!.Status);
        Assert.DoesNotContain((await _product.States.GetAsync(Product.Line, default)).Marks, m => m.Trigger == RetrainTrigger.PerformanceDrop);
    }

    [Fact]
    public async Task Handle_LateOutcomesOfAnEarlierChampion_AreMeasuredAsItsOwnAndRaiseNothing()
    {
        await _product.TrainAsync(Product.Rows(400, seed: 1));
        await using var service = new LoggedService(_product);
        var rows = LoggedService.Inputs(200, seed: 5);
        var ids = await service.PredictAsync(Product.Line, rows);
        _product.Time.Advance(TimeSpan.FromDays(1));
        await _product.Monitor.HandleAsync(Product.Line, again: false, default);
        await _product.TrainAsync(Product.Rows(400, seed: 2));
        await service.FeedBackAsync(Product.Line, ids, Outcomes(rows, offset: 12));
        _product.Time.Advance(MonitorModel.LateInterval);

        var outcome = await _product.Monitor.HandleAsync(Product.Line, again: false, default);

        Assert.Equal((1, 200), (Assert.Single(outcome.Earlier).Version, outcome.Earlier[0].Labelled));
        Assert.Null(await AlertAsync(AlertKind.PerformanceDrop));
    }

    [Fact]
    public async Task Handle_LateOutcomesThatTellOfAChange_FlagTheWindowWithinWhichErrorsRose()
    {
        await _product.TrainAsync(Product.Rows(400, seed: 1));
        await using var service = new LoggedService(_product);
        var asked = new List<(Guid[] Ids, Table Rows)>();
        for (int day = 0; day < 4; day++)
        {
            var rows = LoggedService.Inputs(400, seed: 10 + day);
            asked.Add((await service.PredictAsync(Product.Line, rows), rows));
            _product.Time.Advance(TimeSpan.FromDays(1));
            await _product.Monitor.HandleAsync(Product.Line, again: false, default);
        }

        // All outcomes at once, those of the last day first: fed in the order of time, the change is on the third day.
        foreach (int day in (int[])[3, 0, 2, 1])
        {
            await service.FeedBackAsync(Product.Line, asked[day].Ids, Outcomes(asked[day].Rows, offset: day < 2 ? 2.5 : 30));
        }

        _product.Time.Advance(MonitorModel.LateInterval);
        await _product.Monitor.HandleAsync(Product.Line, again: false, default);

        var windows = (await _product.Monitor.GetStateAsync(Product.Line, default)).Windows;
        Assert.Equal([false, false, true, false], windows.Select(w => w.HasConceptDrift));
        Assert.All(windows, w => Assert.Equal(400, w.Labelled));
    }

    [Fact]
    public async Task Handle_AfterMissedWindows_LooksAtEachInOrder()
    {
        await _product.TrainAsync(Product.Rows(400, seed: 1));
        await using var service = new LoggedService(_product);
        _product.Time.Advance(TimeSpan.FromDays(1));
        await _product.Monitor.HandleAsync(Product.Line, again: false, default);
        for (int day = 0; day < 3; day++)
        {
            await service.PredictAsync(Product.Line, LoggedService.Inputs(200, seed: day, shift: day == 1 ? 15 : 0));
            _product.Time.Advance(TimeSpan.FromDays(1));
        }

        var outcome = await _product.Monitor.HandleAsync(Product.Line, again: false, default);

        Assert.Equal(
            [DriftVerdict.NoDrift, DriftVerdict.Drift, DriftVerdict.NoDrift],
            outcome.Earlier.Append(outcome.Window!).Select(w => w.Verdict!.Value));
        Assert.Equal(3, (await _product.Reports.ListAsync(Product.Line, default)).Count);
        Assert.Equal(
            [AlertNotice.Opened, AlertNotice.Resolved],
            _product.Channel.Told.Where(t => t.Alert.Kind == AlertKind.DriftDetected).Select(t => t.Notice));
        Assert.All(outcome.Earlier, w => Assert.Equal(0, w.SkippedBefore));
    }

    [Fact]
    public async Task Handle_AfterTooManyMissedWindows_SkipsTheOldestAndSaysSo()
    {
        await _product.TrainAsync(Product.Rows(400, seed: 1));
        _product.Time.Advance(TimeSpan.FromDays(1));
        await _product.Monitor.HandleAsync(Product.Line, again: false, default);
        _product.Time.Advance(TimeSpan.FromDays(MonitorModel.MaxMissedWindows + 9));

        var outcome = await _product.Monitor.HandleAsync(Product.Line, again: false, default);

        Assert.Equal(MonitorModel.MaxMissedWindows - 1, outcome.Earlier.Count);
        Assert.Equal(9, outcome.Earlier[0].SkippedBefore);
        Assert.Equal(9, (await _product.Monitor.GetStateAsync(Product.Line, default)).Windows.Sum(w => w.SkippedBefore));
    }

    [Fact]
    public async Task Handle_CrashAtAnyWrite_EndsInTheSameStateAndTellsTheDrop()
    {
        await _product.TrainAsync(Product.Rows(400, seed: 1));
        await using var service = new LoggedService(_product);
        var rows = LoggedService.Inputs(200, seed: 5);
        var ids = await service.PredictAsync(Product.Line, rows);
        _product.Time.Advance(TimeSpan.FromDays(1));
        await _product.Monitor.HandleAsync(Product.Line, again: false, default);
        await service.FeedBackAsync(Product.Line, ids, Outcomes(rows, offset: 12));
        _product.Time.Advance(MonitorModel.LateInterval);
        int crashes = 0;
        for (bool hasCrashed = true; hasCrashed; crashes++)
        {
            var crashing = new CrashingStore(_product.Store, crashes);
            try
            {
                await _product.MonitorOn(crashing).HandleAsync(Product.Line, again: false, default);
            }
            catch (SimulatedCrashException)
            {
                // Its process is gone; the next one goes on.
            }

            hasCrashed = crashing.HasCrashed;
        }

        var state = await _product.Monitor.GetStateAsync(Product.Line, default);
        Assert.InRange(crashes, 2, 20);
        Assert.Equal(200, Assert.Single(state.Windows).Labelled);
        Assert.Empty(state.Stale);
        Assert.Equal(AlertStatus.Open, (await AlertAsync(AlertKind.PerformanceDrop))!.Status);
    }

    private static ActualOutcome[] Outcomes(Table rows, double offset) =>
        [.. ((NumberColumn)rows["x"]).Values.ToArray().Select(x => ActualOutcome.Of((3 * x) + offset))];

    private async Task<Alert?> AlertAsync(AlertKind kind) =>
        await _product.AlertStore.ListAsync(default).FirstOrDefaultAsync(a => a.Kind == kind);
}
