using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Learners;

public sealed class StagedFitTests
{
    [Theory]
    [InlineData("gbdt", LearningTask.Binary)]
    [InlineData("gbdt", LearningTask.Multiclass)]
    [InlineData("gbdt", LearningTask.Regression)]
    [InlineData("forest", LearningTask.Binary)]
    [InlineData("forest", LearningTask.Regression)]
    public void Take_GrownInSteps_IsTheModelTrainedWithAsManyRounds(string trainer, LearningTask task)
    {
        var (fit, session) = Start(trainer, task);
        var other = session.Start(ParameterSet.Defaults, Validation(task));

        fit.GrowTo(3, CancellationToken.None);
        other.GrowTo(7, CancellationToken.None);
        fit.GrowTo(12, CancellationToken.None);
        fit.GrowTo(4, CancellationToken.None);

        (string, double)[] rounds = [("rounds", 5), ("trees", 5)];
        Assert.Equal(session.Train(RandomSets.Parameters(rounds), CancellationToken.None).ToOnnx(), fit.Take(5).ToOnnx());
        Assert.Equal(session.Train(RandomSets.Parameters(rounds), CancellationToken.None).FeatureImportance, fit.Take(5).FeatureImportance);
        Assert.Equal(fit.Take(7).ToOnnx(), other.Take(7).ToOnnx());
        Assert.Equal(13, fit.Losses.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => fit.Take(13));
    }

    [Theory]
    [InlineData("gbdt", LearningTask.Binary)]
    [InlineData("gbdt", LearningTask.Multiclass)]
    [InlineData("forest", LearningTask.Multiclass)]
    public void Losses_AnyRound_IsTheLogLossOfItsPredictions(string trainer, LearningTask task)
    {
        var (fit, _) = Start(trainer, task);
        var validation = Validation(task);

        fit.GrowTo(30, CancellationToken.None);

        foreach (int round in (int[])[10, 30])
        {
            var model = fit.Take(round);
            float[] predictions = RandomSets.Predict(model, validation.Features);
            double loss = validation.Targets
                .Select((target, row) => -Math.Log(Math.Max(predictions[(model.OutputWidth * row) + (int)target], 1e-15))).Average();
            Assert.Equal(loss, fit.Losses[round], 1e-4);
        }
    }

    [Fact]
    public void Losses_Numbers_FallAsTheSquaredErrorDoes()
    {
        var (boosted, _) = Start("gbdt", LearningTask.Regression);
        var (forest, _) = Start("forest", LearningTask.Regression);
        var validation = Validation(LearningTask.Regression);
        boosted.GrowTo(25, CancellationToken.None);
        forest.GrowTo(25, CancellationToken.None);

        foreach (var fit in (IStagedFit[])[boosted, forest])
        {
            double ratio = Error(fit.Take(25)) / Error(fit.Take(5));
            Assert.Equal(ratio, fit.Losses[25] / fit.Losses[5], 1e-3);
        }

        double Error(ITrainedModel model) =>
            RandomSets.Predict(model, validation.Features).Zip(validation.Targets, (p, t) => (p - t) * (p - t)).Average();
    }

    [Theory]
    [InlineData(0.1, 40, 20, 600)]
    [InlineData(0.05, 80, 40, 1000)]
    [InlineData(0.3, 14, 10, 200)]
    public void Plan_LearningRate_SetsHowLong(double learningRate, int firstLook, int patience, int most)
    {
        var session = Assert.IsAssignableFrom<IStagedSession>(RandomSets.Prepare("gbdt", RandomSets.Numbers(50, 2, LearningTask.Binary)));

        var plan = session.Start(RandomSets.Parameters(("learningRate", learningRate)), Validation(LearningTask.Binary, 2)).Plan;

        Assert.Equal(new StagePlan(firstLook, patience, most), plan);
    }

    [Theory]
    [InlineData(new double[] { 5, 4, 3, 2, 1 }, false)]
    [InlineData(new double[] { 5, 4, 3, 3, 4 }, false)]
    [InlineData(new double[] { 5, 3, 3, 3, 3.5 }, true)]
    [InlineData(new double[] { 5, 4, 4.5, 4.5, 4.5, 3.9 }, false)]
    [InlineData(new double[] { 5, 4, 3, double.NaN, 2 }, true)]
    [InlineData(new double[] { 9, 8, 7, 6, 5, 4, 3, 2, 1 }, true)]
    public void IsDone_Losses_WaitsForPatienceOrTheMost(double[] losses, bool expected) =>
        Assert.Equal(expected, new StagePlan(2, 3, 8).IsDone(losses));

    [Fact]
    public void IsDone_GainTooSmall_IsNone() =>
        Assert.True(new StagePlan(2, 3, 8) { LeastGain = 0.01 }.IsDone([5, 4, 3.99, 3.98, 3.97]));

    private static (IStagedFit Fit, IStagedSession Session) Start(string trainer, LearningTask task)
    {
        var train = RandomSets.Numbers(400, 6, task, 1, missing: 0.1);
        var session = Assert.IsAssignableFrom<IStagedSession>(RandomSets.Prepare(trainer, train));
        return (session.Start(ParameterSet.Defaults, Validation(task)), session);
    }

    private static TrainingSet Validation(LearningTask task, int columns = 6) => RandomSets.Numbers(300, columns, task, 2, missing: 0.1);
}
