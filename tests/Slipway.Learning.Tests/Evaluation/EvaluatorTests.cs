using System.Text.Json;
using Slipway.Learning.Evaluation;
using Slipway.Learning.Schemas;

namespace Slipway.Learning.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private static readonly string[] Two = ["no", "yes"];
    private static readonly string[] Three = ["a", "b", "c"];

    [Theory]
    [MemberData(nameof(MetricVectors.Names), MemberType = typeof(MetricVectors))]
    public void Evaluate_VectorsOfScikitLearn_GivesTheirMetrics(string name)
    {
        var vector = MetricVectors.Named(name);
        var evaluation = vector.Evaluate();

        foreach (var (metric, expected) in vector.Metrics)
        {
            double actual = evaluation.Metrics[metric];
            Assert.True(Math.Abs(actual - expected) <= 1e-9 * Math.Max(1, Math.Abs(expected)), $"{metric}: {actual} is not {expected}");
            Assert.Equal(actual, Evaluator.Score(metric, vector.Task, vector.Classes, vector.Targets, vector.Predictions));
        }

        Assert.Equal(evaluation.Metrics, Evaluator.ScoreAll(vector.Task, vector.Classes, vector.Targets, vector.Predictions));
        Assert.Equal(vector.Confusion, evaluation.Confusion?.Select(row => row.ToArray()).ToArray());
    }

    [Fact]
    public void Vectors_OfAllTasks_CoverEveryMetric()
    {
        foreach (var metric in Metrics.All)
        {
            Assert.All(metric.Tasks, task =>
                Assert.Contains(MetricVectors.All, vector => vector.Task == task && vector.Metrics.ContainsKey(metric.Name)));
        }
    }

    [Theory]
    [MemberData(nameof(MetricVectors.Names), MemberType = typeof(MetricVectors))]
    public void Evaluate_AnyVector_SurvivesJson(string name)
    {
        var evaluation = MetricVectors.Named(name).Evaluate();

        string json = JsonSerializer.Serialize(evaluation);
        var back = JsonSerializer.Deserialize<ModelEvaluation>(json)!;

        Assert.Equal(json, JsonSerializer.Serialize(back));
        Assert.Equal(evaluation.Metrics, back.Metrics);
    }

    [Fact]
    public void Evaluate_OnlyOneClassInRows_LeavesOutAucWithNote()
    {
        var evaluation = Evaluator.Evaluate(LearningTask.Binary, Two, [1, 1], [0.25f, 0.75f, 0.5f, 0.5f]);

        Assert.DoesNotContain("auc", evaluation.Metrics.Keys);
        Assert.Contains(evaluation.Notes, note => note.StartsWith("auc is undefined", StringComparison.Ordinal));
        Assert.Empty(evaluation.Curves);
        Assert.Null(Evaluator.Score("auc", LearningTask.Binary, Two, [1, 1], [0.25f, 0.75f, 0.5f, 0.5f]));
    }

    [Fact]
    public void Evaluate_NoPositiveRow_LeavesOutRankingMetricsAndZeroesRecall()
    {
        var evaluation = Evaluator.Evaluate(LearningTask.Binary, Two, [0, 0], [0.75f, 0.25f, 0.75f, 0.25f]);

        Assert.Equal(["accuracy", "precision", "recall", "f1", "logLoss", "brier"], evaluation.Metrics.Keys);
        Assert.Equal(0, evaluation.Metrics["recall"]);
        Assert.Equal(5, evaluation.Notes.Count);
        Assert.All(evaluation.Notes, note => Assert.EndsWith(".", note, StringComparison.Ordinal));
    }

    [Fact]
    public void Evaluate_EqualProbabilities_PredictsFirstClass()
    {
        var evaluation = Evaluator.Evaluate(LearningTask.Multiclass, Three, [1], [0.25f, 0.375f, 0.375f]);

        Assert.Equal(1, evaluation.Metrics["accuracy"]);
    }

    [Fact]
    public void Evaluate_MulticlassWithoutRowsOfAClass_AveragesAucOverTheOthers()
    {
        float[] predictions = [0.5f, 0.25f, 0.25f, 0.25f, 0.5f, 0.25f, 0.25f, 0.75f, 0];
        var evaluation = Evaluator.Evaluate(LearningTask.Multiclass, Three, [0, 1, 1], predictions);

        Assert.Equal(1, evaluation.Metrics["auc"]);
        Assert.Contains("auc leaves out 1 of 3 classes, which no row has.", evaluation.Notes);
        Assert.Equal(["a", "b"], evaluation.Curves.Select(curves => curves.Class));
    }

    [Fact]
    public void Evaluate_CertainMistake_HasFiniteLogLoss()
    {
        double? loss = Evaluator.Score("logLoss", LearningTask.Binary, Two, [1], [1, 0]);

        Assert.Equal(-Math.Log(1e-15), loss!.Value, 1e-12);
    }

    [Fact]
    public void Evaluate_ConstantTarget_LeavesOutR2()
    {
        var evaluation = Evaluator.Evaluate(LearningTask.Regression, [], [0.1, 0.1, 0.1], [1, 2, 3]);

        Assert.Equal(["rmse", "mae", "mape"], evaluation.Metrics.Keys);
        Assert.Contains(evaluation.Notes, note => note.StartsWith("r2 is undefined", StringComparison.Ordinal));
    }

    [Fact]
    public void Evaluate_ZeroInTarget_WarnsOfMape()
    {
        var evaluation = Evaluator.Evaluate(LearningTask.Regression, [], [0, 1], [1, 1]);

        Assert.True(evaluation.Metrics["mape"] > 1e15);
        Assert.Contains(evaluation.Notes, note => note.StartsWith("mape says nothing here: 1 of 2", StringComparison.Ordinal));
    }

    [Fact]
    public void Evaluate_NumbersTooLarge_LeavesOutWhatOverflows()
    {
        var evaluation = Evaluator.Evaluate(LearningTask.Regression, [], [1e308, -1.7e308, 0], [0, 1, 1]);

        Assert.All(evaluation.Metrics.Values, value => Assert.True(double.IsFinite(value)));
        Assert.DoesNotContain("rmse", evaluation.Metrics.Keys);
        Assert.Null(evaluation.Residuals);
        Assert.NotEmpty(JsonSerializer.Serialize(evaluation));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Evaluate_PredictionNotFinite_HasNoMetrics(float prediction)
    {
        var regression = Evaluator.Evaluate(LearningTask.Regression, [], [1, 2], [1, prediction]);
        var binary = Evaluator.Evaluate(LearningTask.Binary, Two, [0, 1], [0.5f, 0.5f, prediction, 0.5f]);

        Assert.Empty(regression.Metrics);
        Assert.Null(regression.Residuals);
        Assert.Empty(binary.Metrics);
        Assert.Equal("1 of 4 predicted numbers are not finite, so every metric is undefined.", Assert.Single(binary.Notes));
        Assert.Null(Evaluator.Score("rmse", LearningTask.Regression, [], [1, 2], [1, prediction]));
    }

    [Fact]
    public void Evaluate_NoRows_HasNoMetrics()
    {
        Assert.Empty(Evaluator.Evaluate(LearningTask.Regression, [], [], []).Metrics);
        Assert.Empty(Evaluator.Evaluate(LearningTask.Binary, Two, [], []).Metrics);
        Assert.Null(Evaluator.Score("accuracy", LearningTask.Binary, Two, [], []));
    }

    [Fact]
    public void Evaluate_ArgumentsThatDoNotFit_Throws()
    {
        Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(LearningTask.Binary, Three, [0], [1, 0, 0]));
        Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(LearningTask.Multiclass, ["a"], [0], [1]));
        Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(LearningTask.Regression, Two, [0], [1]));
        Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(LearningTask.Binary, Two, [0], [1]));
        Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(LearningTask.Binary, Two, [2], [1, 0]));
        Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(LearningTask.Binary, Two, [0.5], [1, 0]));
        Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(LearningTask.Regression, [], [double.NaN], [1]));
        Assert.Throws<ArgumentException>(() => Evaluator.Score("rmse", LearningTask.Binary, Two, [0], [1, 0]));
    }
}
