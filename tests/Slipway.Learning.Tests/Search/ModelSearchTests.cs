using System.Text.Json;
using Slipway.Learning.Results;
using Slipway.Learning.Search;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Search;

public sealed class ModelSearchTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(13)]
    public void Run_AnyNumberOfThreads_GivesTheSameTrials(int threads)
    {
        var options = new SearchOptions { Trials = 12 };

        string one = Json(Run(SampleSets.Iris, [new NeighbourTrainer(), new ConstantTrainer()], options));
        string many = Json(Run(SampleSets.Iris, [new NeighbourTrainer(), new ConstantTrainer()], options with { Threads = threads }));

        Assert.Equal(one, many);
    }

    [Fact]
    public void Run_AnotherSeed_GivesOtherTrials()
    {
        var options = new SearchOptions { Trials = 3 };

        Assert.NotEqual(
            Json(Run(SampleSets.Iris, [new NeighbourTrainer()], options)),
            Json(Run(SampleSets.Iris, [new NeighbourTrainer()], options with { Seed = 43 })));
    }

    [Fact]
    public void Run_FewerTrials_GivesTheFirstOfMore()
    {
        ITrainer[] trainers = [new NeighbourTrainer("a"), new NeighbourTrainer("b"), new ConstantTrainer()];

        var more = Run(SampleSets.Iris, trainers, new SearchOptions { Trials = 12 }).Trials;
        var fewer = Run(SampleSets.Iris, trainers, new SearchOptions { Trials = 7 }).Trials;

        Assert.Equal(JsonSerializer.Serialize(more.Take(7)), JsonSerializer.Serialize(fewer));
    }

    [Fact]
    public void Run_SeveralTrainers_TriesDefaultsFirst()
    {
        ITrainer[] trainers = [new ConstantTrainer("first"), new NeighbourTrainer("second"), new NeighbourTrainer("third")];

        var result = Run(SampleSets.Iris, trainers, new SearchOptions { Trials = 6 });

        Assert.Equal(["first", "second", "third"], result.Trials.Take(3).Select(trial => trial.Trainer));
        Assert.Equal([1, 2, 3, 4, 5, 6], result.Trials.Select(trial => trial.Number));
        Assert.Empty(result.Trials[0].Parameters);
        Assert.Equal(new Dictionary<string, double> { ["neighbours"] = 40, ["sharpness"] = 0.1 }, result.Trials[1].Parameters);
        Assert.DoesNotContain(result.Trials.Skip(3), trial => trial.Trainer == "first");
    }

    [Theory]
    [InlineData("iris", "logLoss")]
    [InlineData("diabetes", "rmse")]
    public void Run_RealData_ImprovesOnDefaults(string data, string metric)
    {
        var set = data == "iris" ? SampleSets.Iris : SampleSets.Diabetes;

        var result = Run(set, [new ConstantTrainer(), new NeighbourTrainer()], new SearchOptions { Trials = 15, Folds = 3 });

        Assert.Equal(metric, result.Metric);
        Assert.Equal("neighbours", result.Best.Trainer);
        Assert.True(result.Best.Number > 2);
        Assert.Equal(result.Trials.Min(trial => trial.Score), result.Best.Score);
        Assert.Equal(15, result.CompletedTrials);
        Assert.False(result.EndedByTime);
    }

    [Fact]
    public void Run_PromisingTrainer_GetsMostTrials()
    {
        var poor = new NeighbourTrainer("poor") { Space = [new Hyperparameter("sharpness", 0.01, 0.01, 0.1)] };
        var result = Run(SampleSets.Iris, [poor, new NeighbourTrainer("good")], new SearchOptions { Trials = 14 });

        int good = result.Trials.Count(trial => trial.Trainer == "good");
        Assert.InRange(good, 8, 12);
    }

    [Fact]
    public void Run_CompletedTrial_SumsUpItsFolds()
    {
        var trial = Run(SampleSets.Iris, [new NeighbourTrainer()], new SearchOptions { Trials = 1, Metric = "accuracy" }).Best;

        var accuracy = trial.Metrics["accuracy"];
        Assert.Equal(5, accuracy.Folds.Count);
        Assert.Equal(accuracy.Mean, trial.Score);
        Assert.Equal(accuracy.Folds.Average()!.Value, accuracy.Mean, 1e-12);
        Assert.InRange(accuracy.Mean, 0.9, 1);
        Assert.True(accuracy.StandardDeviation > 0);
        Assert.Equal(["accuracy", "macroF1", "weightedF1", "auc", "logLoss"], trial.Metrics.Keys);
    }

    [Fact]
    public void Run_ManyTrials_PreparesEachFoldOnce()
    {
        var trainer = new NeighbourTrainer();

        Run(SampleSets.Iris, [trainer], new SearchOptions { Trials = 6, Threads = 4, Seed = 9 });

        Assert.Equal(Enumerable.Repeat((120, new TrainerOptions(9, 1)), 5), trainer.Prepared);
    }

    [Fact]
    public void Run_MoreThreadsThanFolds_SharesThemOut()
    {
        var trainer = new NeighbourTrainer();

        Run(SampleSets.Iris, [trainer], new SearchOptions { Trials = 1, Threads = 11 });

        Assert.All(trainer.Prepared, prepared => Assert.Equal(2, prepared.Options.Threads));
    }

    [Fact]
    public void Run_EqualScores_FirstTrialWins()
    {
        var result = Run(SampleSets.Iris, [new ConstantTrainer("a"), new ConstantTrainer("b")], new SearchOptions { Trials = 2 });

        Assert.Equal(result.Trials[0].Score, result.Trials[1].Score);
        Assert.Equal(1, result.Best.Number);
    }

    [Fact]
    public void Run_FewWholeNumbers_EndsWhenAllAreTried()
    {
        var trainer = new NeighbourTrainer { Space = [new Hyperparameter("neighbours", 2, 1, 4, IsInteger: true)] };

        var result = Run(SampleSets.Iris, [trainer], new SearchOptions { Trials = 30 });

        Assert.Equal([1, 2, 3, 4], result.Trials.Select(trial => trial.Parameters["neighbours"]).Order());
        Assert.Contains("The search ended after 4 of 30 trials, because nothing was left to try.", result.Notes);
    }

    [Fact]
    public void Run_FewerTrialsThanTrainers_NamesTheUntried()
    {
        var result = Run(SampleSets.Iris, [new ConstantTrainer("a"), new ConstantTrainer("b")], new SearchOptions { Trials = 1 });

        Assert.Equal("The search ended before it tried b.", Assert.Single(result.Notes));
    }

    [Fact]
    public void Run_SmallClass_ReducesFoldsWithNote()
    {
        int[] rows = [.. Enumerable.Range(0, 103)];

        var result = Run(SampleSets.Iris.Take(rows), [new ConstantTrainer()], new SearchOptions { Trials = 1 });

        Assert.Equal(3, result.FoldCount);
        Assert.Contains("because the smallest class has 3 rows.", Assert.Single(result.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Times_LearnsFromThePastOnly()
    {
        var trainer = new NeighbourTrainer();
        long[] times = [.. Enumerable.Range(0, SampleSets.Diabetes.RowCount).Select(i => (long)i)];

        Run(SampleSets.Diabetes, [trainer], new SearchOptions { Trials = 1, Folds = 3 }, times);

        Assert.Equal([110, 221, 331], trainer.Prepared.Select(prepared => prepared.RowCount).Order());
    }

    [Fact]
    public void Run_RequestThatCannotRun_ListsAllProblems()
    {
        var result = ModelSearch.Run(
            SampleSets.Iris.Take([0, 60, 120]),
            null,
            [new ConstantTrainer { SupportsRegressionOnly = true }],
            new SearchOptions { Metric = "rmse" },
            null,
            new ManualTime(),
            CancellationToken.None);

        Assert.Equal(
            ["search.trainerUnsupported", "search.metricUnknown", "split.tooFewRows"], result.Problems.Select(problem => problem.Code));
        Assert.Contains("accuracy, macroF1, weightedF1, auc, logLoss", result.Problems[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ArgumentsThatDoNotFit_Throws()
    {
        ITrainer[] one = [new ConstantTrainer()];
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(SampleSets.Iris, one, new SearchOptions { Trials = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(SampleSets.Iris, one, new SearchOptions { Folds = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(SampleSets.Iris, one, new SearchOptions { Threads = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(SampleSets.Iris, one, new SearchOptions { MaxTime = TimeSpan.Zero }));
        Assert.Throws<ArgumentException>(() => Run(SampleSets.Iris, [], new SearchOptions()));
        Assert.Throws<ArgumentException>(() => Run(SampleSets.Iris, [.. one, .. one], new SearchOptions()));
        Assert.Throws<ArgumentException>(() => Run(SampleSets.Iris, one, new SearchOptions(), [1, 2, 3]));
    }

    private static SearchResult Run(TrainingSet set, IReadOnlyList<ITrainer> trainers, SearchOptions options, long[]? times = null)
    {
        Result<SearchResult> result = ModelSearch.Run(set, times, trainers, options, null, new ManualTime(), CancellationToken.None);
        return result.Value;
    }

    private static string Json(SearchResult result) => JsonSerializer.Serialize(result);
}
