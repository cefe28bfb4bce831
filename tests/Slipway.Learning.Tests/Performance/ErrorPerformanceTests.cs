using Slipway.Learning.Evaluation;
using Slipway.Learning.Performance;
using Slipway.Learning.Randomness;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;
using Xunit.Abstractions;

namespace Slipway.Learning.Tests.Performance;

/// <summary>Estimated errors of a real model on hours of bike sharing that it has not seen.</summary>
public sealed class ErrorPerformanceTests(ITestOutputHelper output)
{
    private static readonly RealModel Model = Create();

    [Fact]
    public void Estimate_OnUndriftedChunks_IsWithinItsBand()
    {
        const int chunkRows = 500;
        var hits = new Dictionary<string, int>();
        int chunks = Model.Later.RowCount / chunkRows;
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            var rows = Model.Later.Take(RealModel.Range(chunk * chunkRows, chunkRows));
            float[] predictions = Model.Predict(rows.Features);
            var realised = Evaluator.ScoreAll(LearningTask.Regression, [], rows.Targets, predictions);
            var estimate = Model.Estimate(rows.Features, predictions);
            Assert.Equal("DLE", estimate.Method);
            foreach (var metric in estimate.Metrics)
            {
                bool isHit = realised[metric.Name] >= metric.Lower && realised[metric.Name] <= metric.Upper;
                hits[metric.Name] = hits.GetValueOrDefault(metric.Name) + (isHit ? 1 : 0);
            }
        }

        output.WriteLine(string.Join(", ", hits.Select(hit => $"{hit.Key} {hit.Value}/{chunks}")));
        Assert.Equal(["mae", "rmse"], hits.Keys);
        Assert.All(hits, hit => Assert.True(hit.Value >= 0.9 * chunks, $"{hit.Key}: {hit.Value} of {chunks} chunks."));
    }

    [Fact]
    public void Estimate_OnTheBusiestHours_RisesWithTheRealisedError()
    {
        var hours = (NumberColumn)Model.Later.Features["hr"];
        int[] busy = [.. Enumerable.Range(0, hours.RowCount).Where(row => hours.Values[row] is 8 or 17 or 18)];
        var rows = Model.Later.Take(busy);
        float[] predictions = Model.Predict(rows.Features);

        var mae = Model.Estimate(rows.Features, predictions).Metrics[0];

        double realised = Evaluator.ScoreAll(LearningTask.Regression, [], rows.Targets, predictions)["mae"];
        output.WriteLine($"reference {mae.Reference}, estimate {mae.Value}, realised {realised}");
        Assert.True(mae.IsAlert);
        Assert.InRange(mae.Value, realised * 0.8, realised * 1.2);
    }

    [Fact]
    public void Reference_OfTheSameRows_HasTheSameBytes() => Assert.Equal(Create().Reference.Serialize(), Model.Reference.Serialize());

    private static RealModel Create()
    {
        var table = RealModel.Read("bike_hour.csv", new Dictionary<string, ColumnType> { ["cnt"] = ColumnType.Number });
        var all = RealModel.ToSet(table, LearningTask.Regression, "cnt", ["instant", "casual", "registered", "dteday"], []);
        int[] order = RealModel.Range(0, all.RowCount);
        new SeededRandom(4).Shuffle(order.AsSpan());
        TrainingSet Part(int start, int count) => all.Take(order.AsSpan(start, count));
        return new RealModel(Part(0, 6000), Part(6000, 4000), Part(10_000, 7000));
    }
}
