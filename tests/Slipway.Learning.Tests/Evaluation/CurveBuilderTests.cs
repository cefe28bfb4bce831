using Slipway.Learning.Evaluation;
using Slipway.Learning.Randomness;
using Slipway.Learning.Schemas;
using Slipway.Learning.Splitting;

namespace Slipway.Learning.Tests.Evaluation;

public sealed class CurveBuilderTests
{
    [Theory]
    [MemberData(nameof(MetricVectors.Names), MemberType = typeof(MetricVectors))]
    public void Curves_VectorsOfScikitLearn_GoThroughTheirPoints(string name)
    {
        var vector = MetricVectors.Named(name);
        var evaluation = vector.Evaluate();
        if (vector.Roc is not null)
        {
            var curves = Assert.Single(evaluation.Curves);
            AssertPoints(vector.Roc, curves.Roc.Select(point => (point.FalsePositiveRate, point.TruePositiveRate)));
            AssertPoints(vector.PrecisionRecall!, curves.PrecisionRecall.Select(point => (point.Recall, point.Precision)));
        }

        if (vector.Calibration is not null)
        {
            AssertPoints(vector.Calibration, evaluation.Calibration.Select(bin => (bin.MeanPredicted, bin.ObservedShare)));
            Assert.Equal(vector.Targets.Length, evaluation.Calibration.Sum(bin => bin.Count));
        }
    }

    [Fact]
    public void Curves_ManyRows_AreThinnedWithTheirEnds()
    {
        var (targets, predictions) = ManyRows(20_000);

        var curves = Assert.Single(Evaluator.Evaluate(LearningTask.Binary, ["no", "yes"], targets, predictions).Curves);

        Assert.InRange(curves.Roc.Count, 150, Evaluator.MaxCurvePoints);
        Assert.Equal(new RocPoint(0, 0, null), curves.Roc[0]);
        Assert.Equal((1, 1), (curves.Roc[^1].FalsePositiveRate, curves.Roc[^1].TruePositiveRate));
        Assert.InRange(curves.PrecisionRecall.Count, 50, Evaluator.MaxCurvePoints);
        Assert.Equal(new PrecisionRecallPoint(0, 1, null), curves.PrecisionRecall[0]);
        Assert.Equal(1, curves.PrecisionRecall[^1].Recall);
    }

    [Fact]
    public void Curves_ManyRows_KeepTheArea()
    {
        var (targets, predictions) = ManyRows(20_000);

        var evaluation = Evaluator.Evaluate(LearningTask.Binary, ["no", "yes"], targets, predictions);
        var roc = evaluation.Curves[0].Roc;
        double area = roc.Zip(roc.Skip(1), (a, b) =>
            (b.FalsePositiveRate - a.FalsePositiveRate) * (a.TruePositiveRate + b.TruePositiveRate) / 2).Sum();

        Assert.Equal(evaluation.Metrics["auc"], area, 1e-4);
    }

    [Fact]
    public void Curves_ManyClasses_AreThoseWithMostRows()
    {
        const int Classes = 30;
        double[] targets = [.. Enumerable.Range(0, Classes).SelectMany(i => Enumerable.Repeat((double)i, i < 10 ? 1 : 2))];
        var predictions = new float[targets.Length * Classes];
        Array.Fill(predictions, 1f / Classes);

        var evaluation = Evaluator.Evaluate(
            LearningTask.Multiclass, [.. Enumerable.Range(0, Classes).Select(i => $"c{i}")], targets, predictions);

        Assert.Equal(Enumerable.Range(10, 20).Select(i => $"c{i}"), evaluation.Curves.Select(curves => curves.Class));
    }

    [Fact]
    public void Calibration_SeveralClasses_IsOfThePredictedClass()
    {
        float[] predictions = [0.75f, 0.25f, 0, 0, 0.75f, 0.25f, 0.25f, 0.25f, 0.5f];

        var bins = Evaluator.Evaluate(LearningTask.Multiclass, ["a", "b", "c"], [0, 2, 2], predictions).Calibration;

        Assert.Equal([new CalibrationBin(0.4, 0.5, 0.5, 1, 1), new CalibrationBin(0.7, 0.8, 0.75, 0.5, 2)], bins);
    }

    [Fact]
    public void Thin_OneSteepStep_KeepsPointsOnBothSides()
    {
        double[] x = [.. Enumerable.Range(0, 1001).Select(i => i / 1000.0)];
        double[] y = [.. x.Select(value => value < 0.5 ? 0.0 : 1.0)];

        var kept = CurveBuilder.Thin(x, y, 11);

        Assert.Equal(0, kept[0]);
        Assert.Equal(1000, kept[^1]);
        Assert.InRange(kept.Count, 6, 11);
        Assert.Contains(500, kept);
        Assert.InRange(kept.Count(i => i is > 0 and < 500), 2, 3);
        Assert.InRange(kept.Count(i => i is > 500 and < 1000), 1, 3);
    }

    private static (double[] Targets, float[] Predictions) ManyRows(int count)
    {
        var random = new SeededRandom(3);
        var targets = new double[count];
        var predictions = new float[count * 2];
        for (int i = 0; i < count; i++)
        {
            targets[i] = random.NextDouble() < 0.1 ? 1 : 0;
            predictions[(i * 2) + 1] = (float)((targets[i] * 0.2) + (random.NextDouble() * 0.8));
            predictions[i * 2] = 1 - predictions[(i * 2) + 1];
        }

        return (targets, predictions);
    }

    private static void AssertPoints(double[][] expected, IEnumerable<(double X, double Y)> actual)
    {
        var points = actual.ToArray();
        Assert.Equal(expected.Length, points.Length);
        for (int i = 0; i < points.Length; i++)
        {
            Assert.Equal(expected[i][0], points[i].X, 1e-12);
            Assert.Equal(expected[i][1], points[i].Y, 1e-12);
        }
    }
}
