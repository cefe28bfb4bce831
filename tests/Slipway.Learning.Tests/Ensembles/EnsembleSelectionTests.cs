using Slipway.Learning.Ensembles;
using Slipway.Learning.Evaluation;
using Slipway.Learning.Schemas;

namespace Slipway.Learning.Tests.Ensembles;

public sealed class EnsembleSelectionTests
{
    private const int Folds = 5, Rows = 200;
    private static readonly ModelSchema Schema = new(LearningTask.Regression, "t", [], []);

    [Fact]
    public void Choose_IndependentErrors_AveragesThem()
    {
        var (targets, models) = Make(noise: [1, 1.05, 1.1], seed: 3);

        double[] weights = Select(targets, models)!;

        Assert.Equal(1, weights.Sum(), 1e-12);
        Assert.All(weights, weight => Assert.InRange(weight, 0.2, 0.5));
    }

    [Fact]
    public void Choose_OthersOnlyWorse_LeavesTheBestAlone()
    {
        var (targets, models) = Make(noise: [0.01, 3, 4], seed: 4);

        Assert.Null(Select(targets, models));
    }

    [Fact]
    public void Choose_TheSameModelTwice_LeavesTheBestAlone()
    {
        var (targets, models) = Make(noise: [1], seed: 5);

        Assert.Null(Select(targets, [models[0], models[0]]));
    }

    [Fact]
    public void Choose_ManyModels_TakesFive()
    {
        var (targets, models) = Make(noise: [.. Enumerable.Repeat(1.0, 9)], seed: 6);

        double[] weights = Select(targets, models)!;

        Assert.InRange(weights.Count(weight => weight > 0), 2, 5);
        Assert.Equal(1, weights.Sum(), 1e-12);
    }

    private static double[]? Select(double[][] targets, float[][][] models) =>
        new EnsembleSelection(Schema, Metrics.Get("rmse", LearningTask.Regression), targets).Choose(models, CancellationToken.None);

    private static (double[][] Targets, float[][][] Models) Make(double[] noise, int seed)
    {
        var random = new Random(seed);
        double[][] targets = [.. Enumerable.Range(0, Folds).Select(_ => Enumerable.Range(0, Rows).Select(_ => random.NextDouble()).ToArray())];
        float[][][] models =
        [
            .. noise.Select(size => targets
                .Select(fold => fold.Select(target => (float)(target + (size * (random.NextDouble() - 0.5)))).ToArray())
                .ToArray()),
        ];
        return (targets, models);
    }
}
