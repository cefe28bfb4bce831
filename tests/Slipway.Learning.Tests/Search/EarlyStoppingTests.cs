using System.Text.Json;
using Slipway.Learning.Evaluation;
using Slipway.Learning.Learners;
using Slipway.Learning.Results;
using Slipway.Learning.Search;
using Slipway.Learning.Splitting;
using Slipway.Learning.Tests.Learners;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Search;

/// <summary>How a search grows the models of a trainer that has rounds.</summary>
public sealed class EarlyStoppingTests
{
    private const int Folds = 3;

    [Fact]
    public void Run_TrainerWithRounds_StopsWhereTheFoldsDoAndTakesTheBest()
    {
        var trainer = new GrowingTrainer();

        var trial = Run(trainer, 1).Best;

        // 20 steps of 50 are 1000; two more looks, each after half of the patience of 4, see no gain.
        Assert.Equal(20, trial.Parameters["rounds"]);
        Assert.Equal(Enumerable.Repeat(20, Folds), trainer.Taken);
        Assert.Equal(Folds * trainer.Grown.Max(), trainer.Grown.Count);
        Assert.InRange(trainer.Grown.Max(), 24, 26);
    }

    [Fact]
    public void Run_ManyTrials_GoOnFromTheirLookAndNeverGrowARoundTwice()
    {
        var trainer = new GrowingTrainer();

        var result = Run(trainer, 20);

        var stopped = result.Trials.Where(trial => trial.Status == TrialStatus.Stopped).ToArray();
        Assert.InRange(stopped.Length, 8, 16);
        Assert.All(stopped, trial => Assert.Equal(GrowingTrainer.Plan.FirstLook, trial.Parameters["rounds"]));
        Assert.Equal(20 * Folds, trainer.Grown.Count(round => round == 1));
        Assert.Equal((20 - stopped.Length) * Folds, trainer.Grown.Count(round => round == GrowingTrainer.Plan.FirstLook + 1));
        Assert.All(result.Trials, trial => Assert.InRange(trial.Parameters["rounds"], 1, GrowingTrainer.Plan.Most));
    }

    [Fact]
    public void Run_AnyThreads_GivesTheSameTrialsAndAPrefixOfALongerSearch()
    {
        string[] longer = [.. Run(new GrowingTrainer(), 14).Trials.Select(trial => JsonSerializer.Serialize(trial))];

        Assert.Equal(longer, Run(new GrowingTrainer(), 14, threads: 5).Trials.Select(trial => JsonSerializer.Serialize(trial)));
        Assert.Equal(longer.Take(6), Run(new GrowingTrainer(), 6, threads: 2).Trials.Select(trial => JsonSerializer.Serialize(trial)));
    }

    [Fact]
    public void Run_AFoldFailsWhileGrowing_FailsTheTrialAlone()
    {
        int calls = 0;
        var trainer = new GrowingTrainer
        {
            BeforeRound = round =>
            {
                if (round == 9 && Interlocked.Increment(ref calls) == 2)
                {
                    throw new ArithmeticException("overflow");
                }
            },
        };

        var result = Run(trainer, 4);

        Assert.Equal((TrialStatus.Failed, "fold 2: overflow"), (result.Trials[0].Status, result.Trials[0].Failure));
        Assert.Contains(result.Trials, trial => trial.Status == TrialStatus.Completed);
    }

    [Fact]
    public void Run_TimeIsUpWhileTheFirstGrows_StartsNoOther()
    {
        var time = new ManualTime();
        var trainer = new GrowingTrainer { BeforeRound = _ => time.Advance(TimeSpan.FromMinutes(1)) };
        var options = new SearchOptions { Trials = 9, Folds = Folds, MaxTime = TimeSpan.FromSeconds(1) };

        var result = Run([trainer, new BudgetTrainer()], options, time).Value;

        Assert.Equal(["growing"], result.Trials.Select(trial => trial.Trainer));
        Assert.True(result.EndedByTime);
    }

    [Fact]
    public void Run_TimeForOneMore_IsNotPromisedToSeveral()
    {
        var time = new ManualTime();
        var trainer = new GrowingTrainer { BeforeRound = _ => time.Advance(TimeSpan.FromMinutes(1)) };
        var options = new SearchOptions { Trials = 9, Folds = Folds, MaxTime = TimeSpan.FromMinutes(200) };

        var result = Run([trainer], options, time).Value;

        // The first takes over an hour, and so may the next if its first look is promising; the fit to all rows comes after it.
        Assert.InRange(result.Trials[0].Duration.TotalMinutes, 65, 85);
        Assert.Equal(2, result.Trials.Count);
    }

    [Fact]
    public void Run_TimeIsUpAndAllUnderWayFail_GoesOnUntilOneCompletes()
    {
        var time = new ManualTime();
        var trainer = new GrowingTrainer
        {
            BeforeRound = _ =>
            {
                time.Advance(TimeSpan.FromMinutes(1));
                throw new InvalidOperationException("not these rows");
            },
        };
        var options = new SearchOptions { Trials = 9, Folds = Folds, MaxTime = TimeSpan.FromSeconds(1) };

        var result = Run([trainer, new BudgetTrainer()], options, time).Value;

        Assert.Equal([TrialStatus.Failed, TrialStatus.Completed], result.Trials.Select(trial => trial.Status));
    }

    [Theory]
    [InlineData("gbdt")]
    [InlineData("forest")]
    public void Run_BuiltInTrainer_ScoresTheModelOfTheRecordedParameters(string name)
    {
        var set = TrainedModels.Adult(500);
        var trainers = BuiltInTrainers.All.Where(trainer => trainer.Name == name).ToList();
        var options = new SearchOptions { Trials = 3, Folds = Folds, Threads = 2 };

        var best = ModelSearch.Run(set, null, trainers, options, null, new ManualTime(), CancellationToken.None).Value.Best;

        var fold = CrossValidation.Stratified(set.Targets, Folds, options.Seed).Value.Folds[0];
        var model = trainers[0].Prepare(set.Take(fold.TrainRows), new TrainerOptions(options.Seed, 1))
            .Train(new ParameterSet(best.Parameters), CancellationToken.None);
        var test = set.Take(fold.TestRows);
        double? score = Evaluator.Score(
            "logLoss", test.Schema.Task, test.Schema.Classes, test.Targets, RandomSets.Predict(model, test.Features));
        Assert.Equal(best.Metrics["logLoss"].Folds[0], score);
    }

    private static SearchResult Run(GrowingTrainer trainer, int trials, int threads = 1) =>
        Run([trainer], new SearchOptions { Trials = trials, Folds = Folds, Threads = threads }, new ManualTime()).Value;

    private static Result<SearchResult> Run(IReadOnlyList<ITrainer> trainers, SearchOptions options, TimeProvider time) =>
        ModelSearch.Run(SampleSets.Diabetes, null, trainers, options, null, time, CancellationToken.None);
}
