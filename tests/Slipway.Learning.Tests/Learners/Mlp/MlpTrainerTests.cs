using Slipway.Learning.Learners;
using Slipway.Learning.Onnx;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Tests.Performance;
using Slipway.Learning.Tests.Search;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Learners.Mlp;

public sealed class MlpTrainerTests
{
    private static readonly Dictionary<string, double> Short = new() { ["epochs"] = 5, ["layers"] = 2 };

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Train_AnyNumberOfThreads_GivesTheSameBytes(int threads)
    {
        // So many rows that the batches have several parts.
        var data = TrainedModels.Adult(1000);
        data = data.Take([.. Enumerable.Range(0, 5000).Select(i => i % 1000)]);

        byte[] one = TrainedModels.Train("mlp", data, threads: 1, Short).ToOnnx();

        Assert.Equal(one, TrainedModels.Train("mlp", data, threads, Short).ToOnnx());
    }

    [Fact]
    public void Train_AnotherSeed_GivesAnotherNetwork()
    {
        var data = TrainedModels.Adult(200);

        Assert.NotEqual(
            TrainedModels.Train("mlp", data, 1, Short, seed: 1).ToOnnx(), TrainedModels.Train("mlp", data, 1, Short, seed: 2).ToOnnx());
    }

    [Fact]
    public void Train_ChequeredField_LearnsWhatNoLinearModelCan()
    {
        var random = new Random(4);
        double[] x = [.. Enumerable.Range(0, 800).Select(_ => random.NextDouble() - 0.5)];
        double[] y = [.. Enumerable.Range(0, 800).Select(_ => random.NextDouble() - 0.5)];
        double[] targets = [.. x.Zip(y, (a, b) => a * b > 0 ? 1.0 : 0.0)];
        var schema = new ModelSchema(
            LearningTask.Binary, "t", [new FeatureSchema("x", ColumnType.Number), new FeatureSchema("y", ColumnType.Number)], ["no", "yes"]);
        var set = new TrainingSet(schema, new Table([new NumberColumn("x", x), new NumberColumn("y", y)]), targets);
        int[] rows = [.. Enumerable.Range(0, 800)];

        Assert.InRange(TrainedModels.Score("mlp", set.Take(rows.AsSpan(0, 600)), set.Take(rows.AsSpan(600)), "accuracy"), 0.93, 1);
        Assert.InRange(TrainedModels.Score("linear", set.Take(rows.AsSpan(0, 600)), set.Take(rows.AsSpan(600)), "accuracy"), 0.3, 0.7);
    }

    [Fact]
    public void Train_RealRegression_IsAsGoodAsRidge()
    {
        int[] rows = [.. Enumerable.Range(0, SampleSets.Diabetes.RowCount)];
        var train = SampleSets.Diabetes.Take(rows.AsSpan(0, 340));
        var test = SampleSets.Diabetes.Take(rows.AsSpan(340));

        double ridge = TrainedModels.Score("linear", train, test, "rmse");

        Assert.InRange(TrainedModels.Score("mlp", train, test, "rmse"), 0.8 * ridge, 1.08 * ridge);
    }

    [Theory]
    [InlineData("adult")]
    [InlineData("iris")]
    [InlineData("diabetes")]
    public void ToOnnx_TrainedNetwork_AnswersAsTheModel(string data)
    {
        var set = data switch { "adult" => TrainedModels.Adult(400), "iris" => SampleSets.Iris, _ => SampleSets.Diabetes };
        var model = TrainedModels.Train("mlp", set, 1, new Dictionary<string, double> { ["layers"] = 3, ["units"] = 33, ["epochs"] = 10 });

        TrainedModels.AssertExportAgrees(model, set);
    }

    [Fact]
    public void Predict_FarFromTheTrainingRows_StaysFinite()
    {
        var model = TrainedModels.Train("mlp", SampleSets.Iris, 1, Short);
        Column[] columns = [.. SampleSets.Iris.Features.Columns.Select((c, i) => new NumberColumn(c.Name, [1e300, -1e30, i % 2 == 0 ? 1e38 : double.NaN]))];
        var output = new float[9];

        model.Predict(new Table(columns), output);

        Assert.All(output, value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void FeatureImportance_FeatureThatDecides_IsTheLargest()
    {
        var data = TrainedModels.Adult(400);
        var sex = (CategoryColumn)data.Features["sex"];
        double[] targets = [.. sex.Codes.ToArray().Select(code => sex.Categories[code] == "Male" ? 1.0 : 0.0)];

        var importance = TrainedModels.Train("mlp", data with { Targets = targets }, 1, new Dictionary<string, double>()).FeatureImportance;

        Assert.Equal(1, importance.Values.Sum(), 1e-9);
        Assert.Equal("sex", importance.MaxBy(pair => pair.Value).Key);
    }
}
