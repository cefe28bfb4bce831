using System.Text.Json;
using Slipway.Learning.Calibrating;
using Slipway.Learning.Learners;
using Slipway.Learning.Search;
using Slipway.Learning.Tests.Learners;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Search;

/// <summary>First looks, warm starts, and what a search plans beyond its best trial.</summary>
public sealed class SuccessiveHalvingTests
{
    private const int Folds = 3;

    [Fact]
    public void Run_TrainerWithRounds_StopsTheUnpromising()
    {
        var trainer = new BudgetTrainer();

        var result = Run(trainer, 24, threads: 1);

        var stopped = result.Trials.Where(trial => trial.Status == TrialStatus.Stopped).ToArray();
        Assert.InRange(stopped.Length, 8, 20);
        Assert.All(stopped, trial => Assert.True(trial.Score is null && trial.Failure is null && trial.Metrics.ContainsKey("rmse")));
        Assert.Equal(TrialStatus.Completed, result.Trials[0].Status);
        Assert.Equal(24 - stopped.Length, result.CompletedTrials);

        // The first is trained whole at once; each other one is looked at with a third, and trained whole where it goes on.
        Assert.Equal(Folds * (1 + 23 + (23 - stopped.Length)), trainer.Trained.Count);
        Assert.True(result.Best.Parameters["shift"] < 0.2);
    }

    [Fact]
    public void Run_TrainerWithRounds_IsTheSameForAnyThreadsAndAPrefixOfALongerOne()
    {
        string[] longer = [.. Run(new BudgetTrainer(), 14, threads: 1).Trials.Select(trial => JsonSerializer.Serialize(trial))];

        Assert.Equal(longer, Run(new BudgetTrainer(), 14, threads: 7).Trials.Select(trial => JsonSerializer.Serialize(trial)));
        Assert.Equal(longer.Take(7), Run(new BudgetTrainer(), 7, threads: 3).Trials.Select(trial => JsonSerializer.Serialize(trial)));
    }

    [Fact]
    public void Run_BuiltInTrainer_TriesWhatIsKnownToDoWellAfterItsDefaults()
    {
        var trainers = BuiltInTrainers.All.Where(trainer => trainer.Name == "linear").ToList();

        var result = ModelSearch.Run(
            SampleSets.Iris, null, trainers, new SearchOptions { Trials = 4, Folds = Folds }, null, new ManualTime(), CancellationToken.None).Value;

        Assert.Equal([1, 0.03, 20], result.Trials.Take(3).Select(trial => trial.Parameters["l2"]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Run_EnsembleAndCalibrationAllowed_PlansAModelThatFitsAndExports(int threads)
    {
        var set = TrainedModels.Adult(400);
        var trainers = BuiltInTrainers.All.Where(trainer => trainer.Name is "gbdt" or "linear").ToList();
        var options = new SearchOptions
        {
            Trials = 4,
            Folds = Folds,
            Ensemble = true,
            Calibration = CalibrationMethod.Platt,
            Threads = threads,
            Seed = 3,
        };

        var result = ModelSearch.Run(set, null, trainers, options, null, new ManualTime(), CancellationToken.None).Value;

        Assert.IsType<ScoreScaling>(result.Plan.Calibration);
        Assert.Equal(1, result.Plan.Members.Sum(member => member.Weight), 1e-9);
        var model = result.Plan.Fit(trainers, set, new TrainerOptions(3, threads), CancellationToken.None);
        TrainedModels.AssertExportAgrees(model, set);
        Assert.Equal(
            model.ToOnnx(), result.Plan.Fit(trainers, set, new TrainerOptions(3, 5 - threads), CancellationToken.None).ToOnnx());
    }

    [Fact]
    public void Run_ModelsThatCannotBeParts_AreNotCalibrated()
    {
        var options = new SearchOptions { Trials = 1, Folds = Folds, Calibration = CalibrationMethod.Auto };

        var result = ModelSearch.Run(
            SampleSets.Iris, null, [new NeighbourTrainer()], options, null, new ManualTime(), CancellationToken.None).Value;

        Assert.Null(result.Plan.Calibration);
        Assert.Contains("cannot be parts", result.Notes[^1], StringComparison.Ordinal);
    }

    private static SearchResult Run(BudgetTrainer trainer, int trials, int threads) => ModelSearch.Run(
        SampleSets.Diabetes,
        null,
        [trainer],
        new SearchOptions { Trials = trials, Folds = Folds, Threads = threads },
        null,
        new ManualTime(),
        CancellationToken.None).Value;
}
