using Slipway.Learning.Evaluation;
using Slipway.Learning.Schemas;

namespace Slipway.Learning.Tests.Evaluation;

public sealed class ResidualSummariesTests
{
    [Theory]
    [MemberData(nameof(MetricVectors.Names), MemberType = typeof(MetricVectors))]
    public void Of_VectorsOfNumpy_GivesTheirQuantilesAndHistogram(string name)
    {
        var vector = MetricVectors.Named(name);
        var summary = vector.Evaluate().Residuals;
        Assert.Equal(vector.Task == LearningTask.Regression, summary is not null);
        if (summary is null)
        {
            return;
        }

        Assert.Equal(vector.ResidualMean!.Value, summary.Mean, 1e-9);
        Assert.Equal(vector.ResidualQuantiles!.Length, summary.Quantiles.Count);
        Assert.All(vector.ResidualQuantiles.Zip(summary.Quantiles), pair => Assert.Equal(pair.First, pair.Second.Residual, 1e-9));
        Assert.Equal(vector.Histogram!, summary.Histogram.Select(bin => bin.Count));
        Assert.Equal(summary.Quantiles[0].Residual, summary.Histogram[0].Lower);
        Assert.Equal(summary.Quantiles[^1].Residual, summary.Histogram[^1].Upper);
    }

    [Fact]
    public void Of_EqualResiduals_HasOneBin()
    {
        var summary = Evaluator.Evaluate(LearningTask.Regression, [], [1, 2, 3], [0, 1, 2]).Residuals!;

        Assert.Equal(new HistogramBin(1, 1, 3), Assert.Single(summary.Histogram));
        Assert.All(summary.Quantiles, quantile => Assert.Equal(1, quantile.Residual));
    }

    [Fact]
    public void Of_ManyRows_SamplesThemEvenly()
    {
        double[] targets = [.. Enumerable.Range(0, 1000).Select(i => (double)i)];
        float[] predictions = [.. targets.Select(target => (float)target + 1)];

        var sample = Evaluator.Evaluate(LearningTask.Regression, [], targets, predictions).Residuals!.Sample;

        Assert.Equal(Enumerable.Range(0, 200).Select(i => new PredictedActual((i * 5) + 1, i * 5)), sample);
    }
}
