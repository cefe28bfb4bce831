using Slipway.Learning.Schemas;

namespace Slipway.Learning.Tests.Learners;

/// <summary>The same model, byte for byte, whatever the number of threads.</summary>
public sealed class ThreadCountTests
{
    [Theory]
    [InlineData("gbdt", LearningTask.Binary, 40_000)]
    [InlineData("gbdt", LearningTask.Multiclass, 6_000)]
    [InlineData("gbdt", LearningTask.Regression, 40_000)]
    [InlineData("forest", LearningTask.Multiclass, 2_000)]
    [InlineData("forest", LearningTask.Regression, 2_000)]
    public void Train_AnyNumberOfThreads_SameBytes(string trainer, LearningTask task, int rows)
    {
        var data = RandomSets.Numbers(rows, 19, task, missing: 0.05);
        (string, double)[] parameters = [("rounds", 4), ("trees", 6), ("rowShare", 0.9), ("columnShare", 0.7)];

        byte[] one = RandomSets.Train(trainer, data, 1, parameters).ToOnnx();

        Assert.All((int[])[2, 4, 8], threads => Assert.Equal(one, RandomSets.Train(trainer, data, threads, parameters).ToOnnx()));
    }

    [Fact]
    public void Train_AllRowsAndColumns_SameBytes()
    {
        var data = RandomSets.Numbers(50_000, 12, LearningTask.Binary);

        byte[] one = RandomSets.Train("gbdt", data, 1, ("rounds", 3)).ToOnnx();

        Assert.All((int[])[2, 4, 8], threads => Assert.Equal(one, RandomSets.Train("gbdt", data, threads, ("rounds", 3)).ToOnnx()));
    }
}
