using Slipway.Learning.Evaluation;
using Slipway.Learning.Performance;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;
using Xunit.Abstractions;

namespace Slipway.Learning.Tests.Performance;

/// <summary>Estimates without outcomes against what came true, for a real model on census rows that it has not seen.</summary>
public sealed class ClassPerformanceTests(ITestOutputHelper output)
{
    private static readonly Census Shared = new();

    [Fact]
    public void Estimate_OnUndriftedChunks_IsWithinTwoStandardErrorsOfTheRealisedMetric()
    {
        const int chunkRows = 500, chunks = 100;
        var hits = new Dictionary<string, int>();
        int alerts = 0;
        int[] all = RealModel.Range(0, Shared.Model.Later.RowCount);
        var random = new Learning.Randomness.SeededRandom(1);
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            random.ChooseFront(all, chunkRows);
            var rows = Shared.Model.Later.Take(all.AsSpan(0, chunkRows));
            float[] predictions = Shared.Model.Predict(rows.Features);
            var realised = Evaluator.ScoreAll(LearningTask.Binary, rows.Schema.Classes, rows.Targets, predictions);
            foreach (var metric in Shared.Model.Estimate(rows.Features, predictions).Metrics)
            {
                // The band is three standard errors to each side.
                double error = (metric.Upper!.Value - metric.Lower!.Value) / 6;
                bool isHit = Math.Abs(metric.Value - realised[metric.Name]) <= 2 * error;
                hits[metric.Name] = hits.GetValueOrDefault(metric.Name) + (isHit ? 1 : 0);
                alerts += metric.IsAlert ? 1 : 0;
            }
        }

        output.WriteLine(string.Join(", ", hits.Select(hit => $"{hit.Key} {hit.Value}/{chunks}")));
        Assert.Equal(6, hits.Count);

        // By chance alone, 3 in a thousand are beyond three standard errors.
        Assert.InRange(alerts, 0, 6 * chunks / 100);
        Assert.All(hits, hit => Assert.True(hit.Value >= 0.9 * chunks, $"{hit.Key}: {hit.Value} of {chunks} chunks."));
    }

    [Fact]
    public void Estimate_OnRowsThatAreHarder_FallsWithTheRealisedMetric()
    {
        var model = Shared.Model;
        float[] all = model.Predict(model.Later.Features);
        int[] hard = [.. Enumerable.Range(0, model.Later.RowCount).Where(row => all[(row * 2) + 1] is > 0.2f and < 0.8f)];
        var rows = model.Later.Take(hard);
        float[] predictions = model.Predict(rows.Features);

        var accuracy = model.Estimate(rows.Features, predictions).Metrics.Single(metric => metric.Name == "accuracy");

        double realised = Evaluator.ScoreAll(LearningTask.Binary, rows.Schema.Classes, rows.Targets, predictions)["accuracy"];
        Assert.True(accuracy.IsAlert);
        Assert.InRange(accuracy.Value, realised - 0.03, realised + 0.03);
        Assert.True(accuracy.Value < accuracy.Reference - 0.1);
    }

    [Fact]
    public void Reference_WrittenAndRead_GivesTheSameBytes()
    {
        byte[] bytes = Shared.Model.Reference.Serialize();

        Assert.Equal(bytes, PerformanceReference.Deserialize(bytes).Value.Serialize());
        Assert.InRange(bytes.Length, 100, 20_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"task\":\"binary\",\"classes\":[\"a\",\"b\"],\"rowCount\":1,\"metrics\":[],\"calibration\":[null,null],\"loss\":null}")]
    [InlineData("{\"task\":\"binary\",\"classes\":[\"a\",\"b\"],\"rowCount\":1,\"metrics\":[null,null,null,null,null,null],\"calibration\":[null,{\"scores\":[2,1],\"values\":[1,1]}],\"loss\":null}")]
    public void Reference_OfOtherBytes_IsRefused(string text)
    {
        var read = PerformanceReference.Deserialize(System.Text.Encoding.UTF8.GetBytes(text));

        Assert.Equal("profile.malformed", Assert.Single(read.Problems).Code);
    }

    [Fact]
    public void Estimate_OfSeveralClasses_IsNearTheRealisedMetrics()
    {
        // Of each row the probabilities are true by construction, so the estimate is off by chance only.
        var random = new Learning.Randomness.SeededRandom(3);
        const int rowCount = 6000;
        var predictions = new float[rowCount * 3];
        var targets = new double[rowCount];
        for (int i = 0; i < rowCount; i++)
        {
            double[] weights = [random.NextDouble() + 0.05, random.NextDouble() + 0.05, (random.NextDouble() * 2) + 0.05];
            double left = random.NextDouble() * weights.Sum();
            targets[i] = left < weights[0] ? 0 : left < weights[0] + weights[1] ? 1 : 2;
            for (int k = 0; k < 3; k++)
            {
                predictions[(i * 3) + k] = (float)(weights[k] / weights.Sum());
            }
        }

        var schema = new ModelSchema(LearningTask.Multiclass, "y", [], ["a", "b", "c"]);
        var empty = new Table([new NumberColumn("x", new double[rowCount / 2])]);
        var reference = PerformanceReference.Fit(
            schema, empty, targets[..(rowCount / 2)], predictions.AsSpan(0, predictions.Length / 2), new PerformanceReferenceOptions(),
                default)!;
        var estimator = new PerformanceEstimator(reference);
        estimator.Add(empty, predictions.AsSpan(predictions.Length / 2));
        var estimate = estimator.Build()!;

        var realised = Evaluator.ScoreAll(LearningTask.Multiclass, schema.Classes, targets.AsSpan(rowCount / 2),
            predictions.AsSpan(predictions.Length / 2));
        foreach (string name in new[] { "accuracy", "macroF1", "auc" })
        {
            var metric = estimate.Metrics.Single(m => m.Name == name);
            Assert.InRange(realised[name], metric.Lower!.Value, metric.Upper!.Value);
        }
    }

    [Fact]
    public void Estimate_OfManyRows_UsesAnEvenSampleWhateverTheChunks()
    {
        var one = new PredictionSample(1, 8);
        for (int i = 0; i < 100; i++)
        {
            one.Add([i]);
        }

        Assert.Equal([0, 16, 32, 48, 64, 80, 96], one.Values.ToArray());
    }

    [Fact]
    public void Estimate_OfRowsWithoutFiniteScores_LeavesThemOut()
    {
        var estimator = new PerformanceEstimator(Shared.Model.Reference);
        estimator.Add(new Table([new NumberColumn("x", [1, 2])]), [0.3f, 0.7f, float.NaN, 0.5f]);

        Assert.Equal(1, estimator.Build()!.RowCount);
        Assert.Null(new PerformanceEstimator(Shared.Model.Reference).Build());
    }

    /// <summary>4,000 rows to train on, 4,000 as reference, 8,000 for later.</summary>
    private sealed class Census
    {
        internal RealModel Model { get; } = Create();

        private static RealModel Create()
        {
            var types = new Dictionary<string, ColumnType> { ["target"] = ColumnType.Number };
            var table = RealModel.Read("performance/adult_sample.csv.gz", types);
            var all = RealModel.ToSet(table, LearningTask.Binary, "target", [], ["0", "1"]);
            TrainingSet Part(int start, int count) => all.Take(RealModel.Range(start, count));
            return new RealModel(Part(0, 4000), Part(4000, 4000), Part(8000, 8000));
        }
    }
}
