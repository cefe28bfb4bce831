using System.Text.Json;
using Slipway.Learning.Results;
using Slipway.Learning.Search;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Search;

/// <summary>What happens while a search runs: time, progress, failures, cancellation.</summary>
public sealed class ModelSearchRunningTests
{
    private readonly ManualTime _time = new();
    private readonly Reports _reports = new();

    [Fact]
    public void Run_TimeLimit_EndsBetweenTrials()
    {
        var options = new SearchOptions { Trials = 30, MaxTime = TimeSpan.FromSeconds(12) };

        var result = Run([Slow(TimeSpan.FromSeconds(1))], options).Value;

        // A third would end after 15 seconds.
        Assert.True(result.EndedByTime);
        Assert.Equal(2, result.Trials.Count);
        Assert.All(result.Trials, trial => Assert.Equal(TimeSpan.FromSeconds(5), trial.Duration));
    }

    [Fact]
    public void Run_EndedByTime_IsRepeatedByAsManyTrials()
    {
        var limited = Run([Slow(TimeSpan.FromSeconds(1))], new SearchOptions { MaxTime = TimeSpan.FromSeconds(12) }).Value;

        var repeated = Run([Slow(TimeSpan.FromSeconds(1))], new SearchOptions { Trials = limited.Trials.Count }).Value;

        Assert.Equal(JsonSerializer.Serialize(limited.Trials), JsonSerializer.Serialize(repeated.Trials));
    }

    [Fact]
    public void Run_TimeLimitTooShort_CompletesOneTrial()
    {
        var failing = new NeighbourTrainer("failing")
        {
            BeforeTraining = (_, _) =>
            {
                _time.Advance(TimeSpan.FromHours(1));
                throw new InvalidOperationException("not these rows");
            },
        };

        var result = Run([failing, Slow(TimeSpan.FromHours(1))], new SearchOptions { MaxTime = TimeSpan.FromTicks(1) }).Value;

        Assert.Equal([TrialStatus.Failed, TrialStatus.Completed], result.Trials.Select(trial => trial.Status));
        Assert.True(result.EndedByTime);
    }

    [Fact]
    public void Run_AllTrialsWithinTheLimit_WasNotEndedByTime()
    {
        var options = new SearchOptions { Trials = 3, MaxTime = TimeSpan.FromSeconds(17) };

        Assert.False(Run([Slow(TimeSpan.FromSeconds(1))], options).Value.EndedByTime);
    }

    [Fact]
    public void Run_Progress_TellsTrialsAndRemainingTime()
    {
        var options = new SearchOptions { Trials = 4, MaxTime = TimeSpan.FromSeconds(18) };

        Run([Slow(TimeSpan.FromSeconds(1)), new ConstantTrainer()], options);

        Assert.Equal([0, 1, 2, 3, 4], _reports.All.Select(report => report.FinishedTrials));
        Assert.All(_reports.All, report => Assert.Equal(4, report.TotalTrials));
        Assert.Equal(["neighbours", "constant", "neighbours", "neighbours", null], _reports.All.Select(report => report.Trainer));
        Assert.Equal([0, 5, 5, 10, 15], _reports.All.Select(report => report.Elapsed.TotalSeconds));
        Assert.Equal([null, 13, 5, 10 / 3.0, 0], _reports.All.Select(report => report.Remaining?.TotalSeconds).Select(Rounded));
        Assert.Null(_reports.All[0].Best);
        Assert.Equal(1, _reports.All[1].Best!.Number);

        static double? Rounded(double? seconds) => seconds is { } value && Math.Abs(value - (10 / 3.0)) < 1e-6 ? 10 / 3.0 : seconds;
    }

    [Fact]
    public void Run_SomeTrialsFail_RecordsThemAndGoesOn()
    {
        var trainer = new NeighbourTrainer
        {
            BeforeTraining = (parameters, _) =>
            {
                if (parameters.Values["sharpness"] > 0.2)
                {
                    throw new InvalidOperationException("too sharp");
                }
            },
        };

        var result = Run([trainer], new SearchOptions { Trials = 10, Threads = 3 }).Value;

        var failed = result.Trials.Where(trial => trial.Parameters["sharpness"] > 0.2).ToArray();
        Assert.NotEmpty(failed);
        Assert.All(failed, trial => Assert.Equal((TrialStatus.Failed, "fold 1: too sharp"), (trial.Status, trial.Failure)));
        Assert.All(failed, trial => Assert.Null(trial.Score));
        Assert.Equal(10 - failed.Length, result.CompletedTrials);
        Assert.StartsWith($"{failed.Length} of 10 trials of neighbours failed; the first, trial {failed[0].Number}: ", result.Notes[^1],
            StringComparison.Ordinal);
        Assert.Contains("\"Status\":\"failed\"", JsonSerializer.Serialize(result), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TrainerCannotPrepare_LeavesItForOthers()
    {
        var broken = new NeighbourTrainer("broken") { BeforePreparing = _ => throw new InvalidOperationException("too few rows") };

        var result = Run([broken, new NeighbourTrainer()], new SearchOptions { Trials = 6 }).Value;

        Assert.Equal(1, result.Trials.Count(trial => trial.Trainer == "broken"));
        Assert.Equal("fold 1: too few rows", result.Trials[0].Failure);
    }

    [Fact]
    public void Run_PredictionsNotFinite_FailTheTrial()
    {
        var result = Run([new ConstantTrainer("broken") { Instead = float.NaN }, new ConstantTrainer()], new SearchOptions()).Value;

        Assert.Equal("fold 1: the model predicts numbers that are not finite.", result.Trials[0].Failure);
        Assert.Equal(2, result.Best.Number);
    }

    [Fact]
    public void Run_AllTrialsFail_GivesEachReasonOnce()
    {
        var broken = new NeighbourTrainer("broken") { BeforePreparing = _ => throw new ArithmeticException("singular") };

        var result = Run([broken, new ConstantTrainer { Instead = float.NaN }], new SearchOptions { Trials = 5 });

        Assert.Equal(["search.allTrialsFailed", "search.allTrialsFailed"], result.Problems.Select(problem => problem.Code));
        Assert.Equal("No trial completed. Trial 1, broken, failed in fold 1: singular", result.Problems[0].Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Run_TrainerHasABug_ThrowsItOn(int threads)
    {
        var buggy = new NeighbourTrainer { BeforeTraining = (_, _) => throw new KeyNotFoundException("a bug") };

        Assert.Throws<KeyNotFoundException>(() => Run([buggy], new SearchOptions { Threads = threads }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Run_CancelledWithinATrial_Throws(int threads)
    {
        using var source = new CancellationTokenSource();
        var trainer = new NeighbourTrainer { BeforeTraining = (_, _) => source.Cancel() };

        Assert.ThrowsAny<OperationCanceledException>(() => Run([trainer], new SearchOptions { Threads = threads }, source.Token));
    }

    [Fact]
    public void Run_CancelledBefore_StartsNothing()
    {
        var trainer = new NeighbourTrainer();

        Assert.ThrowsAny<OperationCanceledException>(() => Run([trainer], new SearchOptions(), new CancellationToken(canceled: true)));
        Assert.Empty(trainer.Prepared);
    }

    private NeighbourTrainer Slow(TimeSpan perFold) => new() { BeforeTraining = (_, _) => _time.Advance(perFold) };

    private Result<SearchResult> Run(
        IReadOnlyList<ITrainer> trainers, SearchOptions options, CancellationToken cancellationToken = default) =>
        ModelSearch.Run(SampleSets.Iris, null, trainers, options, _reports, _time, cancellationToken);

    private sealed class Reports : IProgress<SearchProgress>
    {
        public List<SearchProgress> All { get; } = [];

        public void Report(SearchProgress value) => All.Add(value);
    }
}
