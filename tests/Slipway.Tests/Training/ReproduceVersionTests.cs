using Slipway.Learning.Learners;
using Slipway.Projects;
using Slipway.Storage;
using Slipway.Tests.Retraining;
using Slipway.Training;

namespace Slipway.Tests.Training;

public sealed class ReproduceVersionTests
{
    private const string Searched = """
        name: line
        task: regression
        data: { source: data/line.csv, label: y, time: day, ignore: [note] }
        validate: { maxDuplicateRows: 1 }
        split: { test: 0.25, seed: 7 }
        train:
          trainers: [linear, gbdt]
          search: { trials: 12, maxSeconds: 150, folds: 2, metric: rmse }
        """;

    private readonly Product _product = new("", Searched);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Handle_SearchThatItsTimeLimitEnded_ReplaysItsTrialsAndIsIdentical(int threads)
    {
        var run = await TrainAsync(minutesPerTrial: 1);
        Assert.True(run.EndedByTime);
        Assert.InRange(run.Trials.Count, 2, 11);

        var reproduction = (await Reproducer().HandleAsync(Product.Line, "1", threads, null, default)).Value;

        Assert.Empty(reproduction.Differences);
        Assert.True(reproduction.IsIdentical);
        Assert.Equal((1, run.Id, run.Trials.Count, run.OnnxSha256), (reproduction.Version, reproduction.RunId, reproduction.Trials, reproduction.OnnxSha256));
    }

    [Fact]
    public async Task Handle_RunThatSaysOtherwise_TellsWhatDiffers()
    {
        var run = await TrainAsync(minutesPerTrial: 0);
        Assert.False(run.EndedByTime);
        await _product.Runs.SaveAsync(
            run with { Trials = [run.Trials[0] with { Score = 0.5 }, .. run.Trials.Skip(1)] }, default);

        var reproduction = (await Reproducer().HandleAsync(Product.Line, "champion", 1, null, default)).Value;

        Assert.StartsWith("Trial 1 was linear with rmse 0.5; it is linear with ", Assert.Single(reproduction.Differences), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_FewerTrialsThanRan_GivesAnotherModelAndSaysFromWhichByte()
    {
        var run = await TrainAsync(minutesPerTrial: 0);
        int enough = run.Trials.TakeWhile(t => t.Number != run.Best!.Number).Count();
        Assert.True(enough > 0, "The first trial is the best, so that fewer trials give the same model.");
        await _product.Runs.SaveAsync(run with { Trials = [.. run.Trials.Take(enough)] }, default);

        var reproduction = (await Reproducer().HandleAsync(Product.Line, "1", 1, null, default)).Value;

        Assert.Contains(reproduction.Differences, d => d.StartsWith("model.onnx differs from byte ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Handle_WhatIsMissing_IsNamed()
    {
        Assert.Equal("registry.modelNotFound", await CodeAsync("1"));
        var run = await TrainAsync(minutesPerTrial: 0);
        Assert.Equal("registry.versionNotFound", await CodeAsync("2"));
        var manifest = new ObjectPath("data", $"{run.Lineage.DatasetVersion}/manifest.json");
        byte[] bytes = (await _product.Store.GetAsync(manifest, default))!.Content.ToArray();
        await _product.Store.DeleteAsync(manifest, null, default);
        Assert.Equal("data.versionNotFound", await CodeAsync("1"));
        await _product.Store.PutAsync(manifest, bytes, PutCondition.Always, default);
        await _product.Store.DeleteAsync(new ObjectPath("runs", $"line/{run.Id}/run.json"), null, default);
        Assert.Equal("reproduce.runMissing", await CodeAsync("1"));
    }

    private async Task<string> CodeAsync(string version) =>
        Assert.Single((await Reproducer().HandleAsync(Product.Line, version, 1, null, default)).Problems).Code;

    private ReproduceVersion Reproducer() => new(_product.Datasets, _product.Runs, _product.Registry, BuiltInTrainers.All, _product.Time);

    private async Task<TrainingRun> TrainAsync(int minutesPerTrial)
    {
        var spec = SpecReader.Read(_product.Text, "model.yaml").Value;
        var dataset = (await _product.Datasets.ImportAsync([Product.File("data/line.csv", Product.Rows(120, seed: 1))], default)).Value;
        var command = new TrainModelCommand(spec, _product.Text, SpecHash.Compute(_product.Text), dataset.Version, null, "test", 1);
        var run = await _product.Trainer.HandleAsync(command, new SlowTrials(_product, minutesPerTrial), default);
        Assert.True(run.Status == RunStatus.Succeeded, string.Join("; ", run.Problems));
        return run;
    }

    /// <summary>Moves the clock whenever a trial is told of.</summary>
    private sealed class SlowTrials(Product product, int minutes) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step == "searching")
            {
                product.Time.Advance(TimeSpan.FromMinutes(minutes));
            }
        }
    }
}
