using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Learners.Gbdt;

public sealed class StagedFitTests
{
    private const int Patience = 5;

    [Theory]
    [InlineData(LearningTask.Binary)]
    [InlineData(LearningTask.Multiclass)]
    [InlineData(LearningTask.Regression)]
    public void TrainStaged_LossThatStalls_StopsAndTakesTheBestRound(LearningTask task)
    {
        var (fit, _) = Fit(task, 400);

        Assert.Equal(fit.BestRounds + Patience, fit.Losses.Count - 1);
        Assert.True(fit.Losses[fit.BestRounds] < fit.Losses[0]);
        Assert.All(fit.Losses, loss => Assert.True(loss >= fit.Losses[fit.BestRounds]));
    }

    [Fact]
    public void Take_SomeRounds_IsTheModelTrainedWithThem()
    {
        var (fit, session) = Fit(LearningTask.Multiclass, 12);

        Assert.Equal(session.Train(RandomSets.Parameters(("rounds", 5)), CancellationToken.None).ToOnnx(), fit.Take(5).ToOnnx());
        Assert.Equal(session.Train(RandomSets.Parameters(("rounds", 5)), CancellationToken.None).FeatureImportance, fit.Take(5).FeatureImportance);
        Assert.Throws<ArgumentOutOfRangeException>(() => fit.Take(fit.Losses.Count));
    }

    [Fact]
    public void Losses_OfTheBestRound_IsTheLogLossOfItsPredictions()
    {
        var (fit, _) = Fit(LearningTask.Binary, 20);
        var validation = Validation(LearningTask.Binary);
        float[] predictions = RandomSets.Predict(fit.Take(fit.BestRounds), validation.Features);

        double loss = validation.Targets.Select((target, row) => -Math.Log(predictions[(2 * row) + (int)target])).Average();

        Assert.Equal(loss, fit.Losses[fit.BestRounds], 1e-4);
    }

    private static (StagedFit Fit, IStagedSession Session) Fit(LearningTask task, int rounds)
    {
        var train = RandomSets.Numbers(400, 6, task, 1, missing: 0.1);
        var session = Assert.IsAssignableFrom<IStagedSession>(RandomSets.Prepare("gbdt", train));
        Assert.Equal("rounds", session.Rounds.Name);
        return (session.TrainStaged(RandomSets.Parameters(("rounds", rounds)), Validation(task), Patience, CancellationToken.None), session);
    }

    private static TrainingSet Validation(LearningTask task) => RandomSets.Numbers(300, 6, task, 2, missing: 0.1);
}
