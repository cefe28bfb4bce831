using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Learners;

/// <summary>Whatever the data, trees are trained, or refuse with a reason; no prediction is NaN or infinite.</summary>
public sealed class DegenerateDataTests
{
    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (string trainer in (string[])["gbdt", "forest"])
        {
            foreach (string data in Sets.Keys)
            {
                cases.Add(trainer, data);
            }
        }

        return cases;
    }

    private static Dictionary<string, Func<TrainingSet>> Sets { get; } = new()
    {
        ["constant columns"] = () => Binary(50, _ => 3, i => i % 2),
        ["all missing"] = () => Binary(50, _ => double.NaN, i => i % 2),
        ["constant or missing"] = () => Binary(50, i => i % 2 == 0 ? 3 : double.NaN, i => i % 2),
        ["one row"] = () => Binary(1, _ => 3, _ => 1),
        ["one class"] = () => Binary(50, i => i, _ => 1),
        ["one row a class"] = () => RandomSets.Of(LearningTask.Multiclass, [[1, 2, 3]], [0, 1, 2]),
        ["a class without rows"] = () => RandomSets.Of(LearningTask.Multiclass, [[.. Numbers(40)]], [.. Numbers(40).Select(i => i % 2)]),
        ["separable"] = () => Binary(200, i => i, i => i < 100 ? 0 : 1),
        ["duplicated rows"] = () => Binary(200, i => i % 4, i => i % 4 == 1 ? 1 : 0),
        ["huge numbers"] = () => Regression(60, i => (i - 30) * 1e300, i => (i - 30) * 1e305),
        ["tiny numbers"] = () => Regression(60, i => (i - 30) * 1e-310, i => (i - 30) * 1e-310),
        ["both"] = () => Regression(60, i => i % 2 == 0 ? 1e300 : 1e-300, i => i % 2 == 0 ? 1e300 : 1e-300),
        ["constant target"] = () => Regression(60, i => i, _ => 5),
        ["weights of zero"] = () => Binary(200, i => i, i => i % 3 == 0 ? 1 : 0) with { Weights = [.. Numbers(200).Select(i => i % 2)] },
        ["weights far apart"] = () => Binary(200, i => i, i => i % 3 == 0 ? 1 : 0)
            with
        { Weights = [.. Numbers(200).Select(i => i % 2 == 0 ? 1e300 : 1e-300)] },
        ["100,000 categories"] = () => RandomSets.Of(
            LearningTask.Binary,
            [new CategoryColumn("x0", [.. Enumerable.Range(0, 100_000)], [.. Enumerable.Range(0, 100_000).Select(i => $"w{i}")])],
            [.. Numbers(100_000).Select(i => i % 2)]),
        ["5,000 columns"] = () => RandomSets.Numbers(60, 5_000, LearningTask.Binary),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Train_OddData_PredictsFiniteNumbers(string trainer, string name)
    {
        var data = Sets[name]();
        float[] predictions = RandomSets.Predict(RandomSets.Train(trainer, data, 2, ("rounds", 10), ("trees", 10)), data.Features);

        Assert.All(predictions, prediction => Assert.True(float.IsFinite(prediction), $"{prediction}"));
        if (data.Schema.Task != LearningTask.Regression)
        {
            foreach (float[] row in predictions.Chunk(data.Schema.OutputWidth))
            {
                Assert.Equal(1, row.Sum(), 1e-4);
            }
        }
    }

    [Theory]
    [InlineData("gbdt")]
    [InlineData("forest")]
    [InlineData("linear")]
    [InlineData("discriminant")]
    [InlineData("mlp")]
    public void Train_AllWeightsZero_RefusesWithAReason(string trainer)
    {
        var data = Binary(50, i => i, i => i % 2) with { Weights = new double[50] };

        var refusal = Assert.Throws<InvalidOperationException>(() => RandomSets.Train(trainer, data));

        Assert.Contains("weights of all rows are 0", refusal.Message);
    }

    private static IEnumerable<double> Numbers(int count) => Enumerable.Range(0, count).Select(i => (double)i);

    private static TrainingSet Binary(int rows, Func<double, double> x, Func<double, double> target) =>
        RandomSets.Of(LearningTask.Binary, [[.. Numbers(rows).Select(x)]], [.. Numbers(rows).Select(target)]);

    private static TrainingSet Regression(int rows, Func<double, double> x, Func<double, double> target) =>
        RandomSets.Of(LearningTask.Regression, [[.. Numbers(rows).Select(x)]], [.. Numbers(rows).Select(target)]);
}
