using Slipway.Feedback;
using Slipway.Registry;
using Slipway.Retraining;
using Slipway.Tests.Monitoring;
using Slipway.Tests.Storage;

namespace Slipway.Tests.Retraining;

public sealed class AddFeedbackRowsTests
{
    private readonly Product _product = new();

    [Fact]
    public async Task Handle_OutcomesThatArrived_BecomeRowsOnce()
    {
        await using var service = await StartAsync();
        var ids = await service.PredictAsync(Product.Line, LoggedService.Inputs(50, seed: 5));
        await service.FeedBackAsync(Product.Line, ids[..30], Numbers(0, 30));
        _product.Time.Advance(TimeSpan.FromMinutes(5));

        var first = (await _product.Feedback.HandleAsync(await ChampionAsync(), default))!.Value;

        Assert.Equal((30, 430, 0), (first.Added, first.TotalRows, first.Rejected));
        Assert.Null(await _product.Feedback.HandleAsync(await ChampionAsync(), default));
    }

    [Fact]
    public async Task Handle_OutcomesThatCameWeeksLate_AreJoinedOnceAndOtherHoursNotRead()
    {
        await using var service = await StartAsync();
        var days = new List<Guid[]>();
        for (int day = 0; day < 20; day++)
        {
            days.Add(await service.PredictAsync(Product.Line, LoggedService.Inputs(10, seed: day)));
            _product.Time.Advance(TimeSpan.FromDays(1));
        }

        await service.FeedBackAsync(Product.Line, days[10], Numbers(0, 10));
        Assert.Equal(10, (await _product.Feedback.HandleAsync(await ChampionAsync(), default))!.Value.Added);
        _product.Time.Advance(TimeSpan.FromHours(5));
        await service.FeedBackAsync(Product.Line, days[3], Numbers(100, 10));
        var reads = new CountingReads(_product.Store);

        var added = (await _product.FeedbackOn(reads).HandleAsync(await ChampionAsync(), default))!.Value;

        Assert.Equal((10, 0), (added.Added, added.Duplicates));
        Assert.Equal(
            ["line/feedback/2026/03/22/17-test.jsonl", "line/predictions/2026/03/05/12-test.jsonl"],
            reads.Keys.Where(key => key.StartsWith("line/", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task Handle_OutcomeBeforeItsPrediction_IsJoinedWhenThatIsStored()
    {
        await using var service = await StartAsync();
        var other = await service.PredictAsync(Product.Line, LoggedService.Inputs(3, seed: 1));
        var early = LoggedService.NextIds(_product.Time.GetUtcNow(), request: 2, count: 5);
        await service.FeedBackAsync(Product.Line, [.. other, .. early], Numbers(0, 8));
        Assert.Equal(3, (await _product.Feedback.HandleAsync(await ChampionAsync(), default))!.Value.Added);
        Assert.Equal(early, await service.PredictAsync(Product.Line, LoggedService.Inputs(5, seed: 2)));

        Assert.Equal(5, (await _product.Feedback.HandleAsync(await ChampionAsync(), default))!.Value.Added);
        Assert.Null(await _product.Feedback.HandleAsync(await ChampionAsync(), default));
    }

    [Fact]
    public async Task Handle_AfterTheDataWasReplaced_AddsAllAgain()
    {
        await using var service = await StartAsync();
        var ids = await service.PredictAsync(Product.Line, LoggedService.Inputs(30, seed: 5));
        await service.FeedBackAsync(Product.Line, ids, Numbers(0, 30));
        await _product.Feedback.HandleAsync(await ChampionAsync(), default);
        await _product.TrainAsync(Product.Rows(300, seed: 9));

        var again = (await _product.Feedback.HandleAsync(await ChampionAsync(), default))!.Value;

        Assert.Equal((30, 330), (again.Added, again.TotalRows));
    }

    [Fact]
    public async Task Handle_AfterOtherRowsWereAdded_ReadsOn()
    {
        await using var service = await StartAsync();
        var ids = await service.PredictAsync(Product.Line, LoggedService.Inputs(30, seed: 5));
        await service.FeedBackAsync(Product.Line, ids, Numbers(0, 30));
        await _product.Feedback.HandleAsync(await ChampionAsync(), default);
        await _product.DropAsync("line/march.csv", Product.Rows(40, seed: 2, "2026-03-01"));

        Assert.Null(await _product.Feedback.HandleAsync(await ChampionAsync(), default));
    }

    [Fact]
    public async Task Handle_CrashAtAnyWrite_AddsEachRowOnce()
    {
        await using var service = await StartAsync();
        var champion = await ChampionAsync();
        var ids = await service.PredictAsync(Product.Line, LoggedService.Inputs(30, seed: 5));
        await service.FeedBackAsync(Product.Line, ids, Numbers(0, 30));
        int crashes = 0;
        for (bool hasCrashed = true; hasCrashed; crashes++)
        {
            var crashing = new CrashingStore(_product.Store, crashes);
            try
            {
                await _product.FeedbackOn(crashing).HandleAsync(champion, default);
            }
            catch (SimulatedCrashException)
            {
                // Its process is gone; the next one goes on.
            }

            hasCrashed = crashing.HasCrashed;
        }

        Assert.InRange(crashes, 3, 20);
        var data = (await _product.Datasets.Models.FindAsync(Product.Line, default))!.Value;
        Assert.Equal(430, data.Latest.Rows);
        Assert.Equal(2, data.Steps.Count);
        Assert.Null(await _product.Feedback.HandleAsync(champion, default));
    }

    private static ActualOutcome[] Numbers(int first, int count) => [.. Enumerable.Range(first, count).Select(i => ActualOutcome.Of((double)i))];

    private async Task<LoggedService> StartAsync()
    {
        await _product.TrainAsync(Product.Rows(400, seed: 1));
        return new LoggedService(_product);
    }

    private async Task<StoredSpec> ChampionAsync() => (await _product.Specs.FindAsync(Product.Line, default))!;
}
