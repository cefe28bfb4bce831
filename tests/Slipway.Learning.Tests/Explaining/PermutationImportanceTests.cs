using Slipway.Learning.Evaluation;
using Slipway.Learning.Explaining;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Tests.Learners;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Explaining;

public sealed class PermutationImportanceTests
{
    [Fact]
    public void Measure_FeatureThatDecides_IsTheOnlyOneThatMatters()
    {
        var adult = TrainedModels.Adult(600);
        var sex = (CategoryColumn)adult.Features["sex"];
        var data = adult with { Targets = [.. sex.Codes.ToArray().Select(code => sex.Categories[code] == "Male" ? 1.0 : 0.0)] };

        var importance = Measure(data, 1);

        Assert.Equal(data.Schema.Features.Count, importance.Count);
        Assert.True(importance["sex"] > 0.1);
        Assert.All(importance.Where(pair => pair.Key is not "sex" and not "relationship"), pair => Assert.InRange(pair.Value, -0.01, 0.05));
    }

    [Fact]
    public void Measure_AnyNumberOfThreads_GivesTheSame()
    {
        var data = TrainedModels.Adult(300);

        Assert.Equal(Measure(data, 1), Measure(data, 4));
    }

    [Fact]
    public void Measure_MetricUndefined_IsEmpty()
    {
        var data = TrainedModels.Adult(300);
        int[] ofOneClass = [.. Enumerable.Range(0, 300).Where(row => data.Targets[row] == 0)];
        var model = TrainedModels.Train("linear", data, 1, new Dictionary<string, double>());

        Assert.Empty(PermutationImportance.Measure(
            model, data.Take(ofOneClass), Metrics.Get("auc", LearningTask.Binary), new TrainerOptions(1, 1), CancellationToken.None));
    }

    private static IReadOnlyDictionary<string, double> Measure(TrainingSet data, int threads) => PermutationImportance.Measure(
        TrainedModels.Train("linear", data, 1, new Dictionary<string, double>()),
        data,
        Metrics.Get("accuracy", LearningTask.Binary),
        new TrainerOptions(1, threads),
        CancellationToken.None);
}
