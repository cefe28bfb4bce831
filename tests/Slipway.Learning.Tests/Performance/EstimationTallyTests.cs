using Slipway.Learning.Performance;
using Slipway.Learning.Profiles;
using Slipway.Learning.Randomness;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Performance;

/// <summary>The estimate from sums of parts against the estimator that sees all rows at once.</summary>
public sealed class EstimationTallyTests
{
    private const int RowCount = 3000;

    [Fact]
    public void Estimate_TwoClasses_IsThatOfAllRowsAtOnce()
    {
        var (reference, table, predictions) = Classes(2);
        var positives = DatasetProfile.Of(new Table([new NumberColumn("p", [.. Enumerable.Range(0, RowCount).Select(i => (double)predictions[(i * 2) + 1])])]));

        var expected = Whole(reference, table, predictions);
        var actual = PerformanceEstimator.Estimate(reference, InParts(reference, table, predictions)!, positives.Columns[0].Quantiles)!;

        AssertSame(expected, actual, positives.Columns[0].Quantiles!.RankErrorShare);
        Assert.Equal(6, actual.Metrics.Count);
    }

    [Fact]
    public void Estimate_SeveralClasses_LacksTheAreaOnly()
    {
        var (reference, table, predictions) = Classes(4);

        var expected = Whole(reference, table, predictions);
        var actual = PerformanceEstimator.Estimate(reference, InParts(reference, table, predictions)!, null)!;

        AssertSame(expected with { Metrics = [.. expected.Metrics.Where(metric => metric.Name != "auc")] }, actual, 0);
    }

    [Fact]
    public void Estimate_Numbers_IsThatOfAllRowsAtOnce()
    {
        var random = new SeededRandom(2);
        double[] x = [.. Enumerable.Range(0, RowCount).Select(_ => random.NextDouble())];
        double[] y = [.. x.Select(value => value + (value * (random.NextDouble() - 0.5)))];
        float[] predictions = [.. x.Select(value => (float)value)];
        predictions[7] = float.NaN;
        var table = new Table([new NumberColumn("x", x)]);
        var schema = new ModelSchema(LearningTask.Regression, "y", [new FeatureSchema("x", ColumnType.Number)], []);
        float[] sound = [.. x.Select(value => (float)value)];
        var reference = PerformanceReference.Fit(schema, table, y, sound, new PerformanceReferenceOptions(), CancellationToken.None)!;

        var expected = Whole(reference, table, predictions);
        var actual = PerformanceEstimator.Estimate(reference, InParts(reference, table, predictions)!, null)!;

        Assert.True(new EstimationTally(reference).NeedsFeatures);
        Assert.Equal(RowCount - 1, actual.RowCount);
        AssertSame(expected, actual, 0);
    }

    [Fact]
    public void Sum_NoRowThatCounts_IsNone()
    {
        var (reference, _, _) = Classes(2);

        Assert.Null(new EstimationTally(reference).Sum(null, [float.NaN, 1]));
        Assert.Null(EstimationSums.Add(null, null));
    }

    [Fact]
    public void Estimate_SumsOfAnotherModel_IsNone()
    {
        var (reference, _, _) = Classes(2);

        Assert.Null(PerformanceEstimator.Estimate(reference, new EstimationSums(10, [1, 2]), null));
        Assert.Null(PerformanceEstimator.Estimate(reference, new EstimationSums(0, []), null));
        Assert.Throws<ArgumentOutOfRangeException>(() => EstimationSums.Add(new EstimationSums(1, [1]), new EstimationSums(1, [1, 2])));
    }

    private static (PerformanceReference Reference, Table Table, float[] Predictions) Classes(int count)
    {
        var random = new SeededRandom(count);
        var predictions = new float[RowCount * count];
        var targets = new double[RowCount];
        for (int i = 0; i < RowCount; i++)
        {
            double[] weights = [.. Enumerable.Range(0, count).Select(_ => Math.Pow(random.NextDouble(), 3))];
            targets[i] = random.NextDouble() < 0.8 ? Array.IndexOf(weights, weights.Max()) : random.Next(count);
            for (int k = 0; k < count; k++)
            {
                predictions[(i * count) + k] = (float)(weights[k] / weights.Sum());
            }
        }

        var table = new Table([new NumberColumn("x", new double[RowCount])]);
        string[] names = [.. Enumerable.Range(0, count).Select(k => $"class {k}")];
        var schema = new ModelSchema(count == 2 ? LearningTask.Binary : LearningTask.Multiclass, "y", [], names);
        var reference = PerformanceReference.Fit(schema, table, targets, predictions, new PerformanceReferenceOptions(), CancellationToken.None)!;
        return (reference, table, predictions);
    }

    private static PerformanceEstimate Whole(PerformanceReference reference, Table table, float[] predictions)
    {
        var estimator = new PerformanceEstimator(reference);
        estimator.Add(table, predictions);
        return estimator.Build()!;
    }

    private static EstimationSums? InParts(PerformanceReference reference, Table table, float[] predictions)
    {
        var tally = new EstimationTally(reference);
        int width = predictions.Length / table.RowCount;
        EstimationSums? sums = null;
        foreach (int[] rows in Enumerable.Range(0, table.RowCount).Chunk(701))
        {
            sums = EstimationSums.Add(sums, tally.Sum(table.Take(rows), predictions.AsSpan(rows[0] * width, rows.Length * width)));
        }

        return sums;
    }

    // The areas come from a sketch, which may be off by its bound for each of two shares.
    private static void AssertSame(PerformanceEstimate expected, PerformanceEstimate actual, double rankError)
    {
        Assert.Equal((expected.Method, expected.RowCount), (actual.Method, actual.RowCount));
        Assert.Equal(expected.Metrics.Select(m => m.Name), actual.Metrics.Select(m => m.Name));
        foreach (var (left, right) in expected.Metrics.Zip(actual.Metrics))
        {
            double tolerance = left.Name is "auc" or "averagePrecision" ? (4 * rankError) + 1e-9 : 1e-9;
            Assert.Equal(left.Value, right.Value, tolerance);
            Assert.Equal(left.Lower!.Value, right.Lower!.Value, tolerance);
        }
    }
}
