using Slipway.Learning.Evaluation;
using Slipway.Learning.Schemas;

namespace Slipway.Learning.Tests.Evaluation;

public sealed class MetricsTests
{
    [Theory]
    [InlineData(LearningTask.Binary, "accuracy precision recall f1 auc averagePrecision logLoss brier")]
    [InlineData(LearningTask.Multiclass, "accuracy macroF1 weightedF1 auc logLoss")]
    [InlineData(LearningTask.Regression, "rmse mae r2 mape")]
    public void For_Task_GivesItsMetrics(LearningTask task, string names)
    {
        Assert.Equal(names.Split(' '), Metrics.For(task).Select(metric => metric.Name));
    }

    [Fact]
    public void All_Metrics_AreDescribedOnce()
    {
        Assert.Equal(Metrics.All.Count, Metrics.All.DistinctBy(metric => metric.Name).Count());
        Assert.All(Metrics.All, metric => Assert.EndsWith(".", metric.Description, StringComparison.Ordinal));
    }

    [Fact]
    public void All_Vectors_LieInTheRange()
    {
        foreach (var vector in MetricVectors.All)
        {
            foreach (var (name, value) in vector.Evaluate().Metrics)
            {
                var metric = Metrics.Get(name, vector.Task);
                Assert.InRange(value, metric.Min ?? double.NegativeInfinity, metric.Max ?? double.PositiveInfinity);
            }
        }
    }

    [Theory]
    [InlineData("accuracy", LearningTask.Binary, 0.9, 0.8, true)]
    [InlineData("accuracy", LearningTask.Binary, 0.8, 0.8, false)]
    [InlineData("logLoss", LearningTask.Multiclass, 0.9, 0.8, false)]
    [InlineData("rmse", LearningTask.Regression, 0.7, 0.8, true)]
    public void IsBetter_TwoValues_FollowsTheDirection(string name, LearningTask task, double candidate, double reference, bool expected)
    {
        Assert.Equal(expected, Metrics.Get(name, task).IsBetter(candidate, reference));
    }

    [Theory]
    [InlineData("accuracy", 0.7, 0.8, 0.1)]
    [InlineData("logLoss", 0.7, 0.8, -0.1)]
    public void Loss_TwoValues_IsAboveZeroWhenWorse(string name, double candidate, double reference, double expected)
    {
        Assert.Equal(expected, Metrics.Get(name, LearningTask.Binary).Loss(candidate, reference), 1e-12);
    }

    [Fact]
    public void Get_MetricOfAnotherTask_ListsTheKnown()
    {
        var exception = Assert.Throws<ArgumentException>(() => Metrics.Get("brier", LearningTask.Regression));

        Assert.StartsWith("Regression has no metric 'brier'; it has rmse, mae, r2, mape.", exception.Message, StringComparison.Ordinal);
        Assert.False(Metrics.TryGet("RMSE", LearningTask.Regression, out _));
    }
}
