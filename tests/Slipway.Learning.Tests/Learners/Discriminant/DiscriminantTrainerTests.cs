using Slipway.Learning.Learners;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Tests.Search;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Learners.Discriminant;

public sealed class DiscriminantTrainerTests
{
    [Theory]
    [InlineData(0, 1e-3)]
    [InlineData(0.3, 0.03)]
    [InlineData(1, 0.5)]
    public void Train_Iris_GivesTheProbabilitiesOfNormalClouds(double pooling, double shrinkage)
    {
        var set = SampleSets.Iris;
        float[] given = TrainedModels.Predict(Train(set, pooling, shrinkage), set.Features);

        double[][] expected = SlowDiscriminant.Probabilities(set, pooling, shrinkage);
        Assert.All(expected.SelectMany(row => row).Zip(given), pair => Assert.Equal(pair.First, pair.Second, 2e-5));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Train_AnyNumberOfThreads_GivesTheSameBytes(int threads)
    {
        var data = TrainedModels.Adult(1000);
        var defaults = new Dictionary<string, double>();

        Assert.Equal(TrainedModels.Train("discriminant", data, 1, defaults).ToOnnx(), TrainedModels.Train("discriminant", data, threads, defaults).ToOnnx());
    }

    [Theory]
    [InlineData("adult")]
    [InlineData("iris")]
    public void ToOnnx_Trained_AnswersAsTheModel(string data)
    {
        var set = data == "adult" ? TrainedModels.Adult(400) : SampleSets.Iris;

        TrainedModels.AssertExportAgrees(Train(set, 0.3, 0.03), set);
    }

    [Fact]
    public void Train_RowsOfWeightTwoAndZero_AreThoseTwiceAndNotThere()
    {
        var set = SampleSets.Iris;
        int[] copies = [.. Enumerable.Range(0, set.RowCount).SelectMany(row => Enumerable.Repeat(row, row % 3))];
        var weighted = set with { Weights = [.. Enumerable.Range(0, set.RowCount).Select(row => (double)(row % 3))] };

        // Features are standardised by all rows, and the mean of all variances draws towards that: pooled, without shrinkage, nothing tells.
        float[] expected = TrainedModels.Predict(Train(set.Take(copies), 0.5, 0), set.Features);
        float[] given = TrainedModels.Predict(Train(weighted, 0.5, 0), set.Features);

        Assert.All(expected.Zip(given), pair => Assert.Equal(pair.First, pair.Second, 2e-4));
        Assert.Contains(
            TrainedModels.Predict(Train(set, 0.5, 0), set.Features).Zip(given), pair => Math.Abs(pair.First - pair.Second) > 5e-3);
    }

    [Fact]
    public void Train_ClassesOfOneCentre_AreToldBySpread()
    {
        var random = new Random(4);
        double[] targets = [.. Enumerable.Range(0, 600).Select(row => (double)(row % 2))];
        double[] x = [.. targets.Select(target => (random.NextDouble() - 0.5) * (target == 1 ? 10 : 1))];
        double[] noise = [.. targets.Select(_ => random.NextDouble())];
        var set = RandomSets.Of(LearningTask.Binary, [x, noise], targets);
        int[] rows = [.. Enumerable.Range(0, 600)];
        var (train, test) = (set.Take(rows.AsSpan(0, 400)), set.Take(rows.AsSpan(400)));

        Assert.InRange(TrainedModels.Score("discriminant", train, test, "accuracy"), 0.75, 1);
        Assert.InRange(TrainedModels.Score("linear", train, test, "accuracy"), 0.3, 0.7);
        var importance = Train(train, 0.3, 0.03).FeatureImportance;
        Assert.Equal(1, importance.Values.Sum(), 1e-9);
        Assert.True(importance[set.Schema.Features[0].Name] > 0.9);
    }

    [Fact]
    public void Train_ClassWithoutRows_IsWhatIsBetweenTheOthers()
    {
        var set = SampleSets.Iris;
        var train = set.Take([.. Enumerable.Range(0, set.RowCount).Where(row => set.Targets[row] != 2)]);
        Column[] average = [.. train.Features.Columns.Select(c => new NumberColumn(c.Name, [((NumberColumn)c).Values.ToArray().Average()]))];

        float[] given = TrainedModels.Predict(Train(train, 0, 0.03), new Table(average));

        Assert.Equal(1, given.Sum(), 1e-5);
        Assert.InRange(given[2], 0.5, 1);
    }

    [Fact]
    public void Predict_FarFromTheTrainingRows_StaysFinite()
    {
        var model = Train(SampleSets.Iris, 0, 1e-3);
        Column[] columns = [.. SampleSets.Iris.Features.Columns.Select((c, i) => new NumberColumn(c.Name, [1e300, -1e30, i % 2 == 0 ? 1e38 : double.NaN]))];

        Assert.All(TrainedModels.Predict(model, new Table(columns)), value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void Prepare_MoreClassesThanCovariancesFit_RefusesWithAReason()
    {
        double[] targets = [.. Enumerable.Range(0, 300).Select(row => (double)row)];
        double[][] columns = [.. Enumerable.Range(0, 150).Select(c => targets.Select(t => (t * (c + 1)) % 17).ToArray())];
        Column[] features = [.. columns.Select((values, c) => new NumberColumn($"x{c}", values))];
        var schema = new ModelSchema(
            LearningTask.Multiclass, "y", [.. features.Select(f => new FeatureSchema(f.Name, f.Type))], [.. targets.Select(t => $"class {t}")]);

        var refusal = Assert.Throws<InvalidOperationException>(() =>
            TrainedModels.Train("discriminant", new TrainingSet(schema, new Table(features), targets), 1, new Dictionary<string, double>()));

        Assert.Contains("features of 300 classes are too many for covariances", refusal.Message, StringComparison.Ordinal);
    }

    private static ITrainedModel Train(TrainingSet set, double pooling, double shrinkage) => TrainedModels.Train(
        "discriminant", set, 1, new Dictionary<string, double> { ["pooling"] = pooling, ["shrinkage"] = shrinkage });
}
