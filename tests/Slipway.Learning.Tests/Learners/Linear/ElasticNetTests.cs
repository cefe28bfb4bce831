using Slipway.Learning.Learners.Linear;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tests.Search;

namespace Slipway.Learning.Tests.Learners.Linear;

/// <summary>Weights on standardised columns, as scikit-learn 1.2.1 gives them (ElasticNet, and LogisticRegression by saga).</summary>
public sealed class ElasticNetTests
{
    [Theory]
    [InlineData(20, 0.5, new[] { 0, -7.775947, 24.212962, 13.271583, -2.780035, 0, -10.301161, 0, 22.76758, 2.194009 })]
    [InlineData(60, 1, new[] { 0, 0, 22.426188, 6.528772, 0, 0, -2.810932, 0, 19.428037, 0 })]
    [InlineData(5, 0.1, new[] { -0.194872, -10.965921, 24.810614, 15.106753, -13.583647, 3.531213, -5.554011, 5.698309, 26.504854, 3.316946 })]
    public void Train_Numbers_GivesTheWeightsOfThePeer(double strength, double share, double[] expected)
    {
        AssertClose(expected, Weights(SampleSets.Diabetes, strength, share), 2e-3);
    }

    [Theory]
    [InlineData(5, 0.5, new[] { 0.013405, -0.423331, 0.608771, 0.48212, -0.178423, -0.005588, -0.46284, 0, 0.789294, 0.004401 })]
    [InlineData(12, 1, new[] { 0, -0.199856, 0.536114, 0.334903, 0, 0, -0.328041, 0, 0.604521, 0 })]
    public void Train_TwoClasses_GivesTheWeightsOfThePeer(double strength, double share, double[] expected)
    {
        double[] sorted = [.. SampleSets.Diabetes.Targets.Order()];
        double median = (sorted[220] + sorted[221]) / 2;
        var set = SampleSets.Diabetes with
        {
            Schema = new ModelSchema(LearningTask.Binary, "high", SampleSets.Diabetes.Schema.Features, ["no", "yes"]),
            Targets = [.. SampleSets.Diabetes.Targets.Select(target => target > median ? 1.0 : 0.0)],
        };

        AssertClose(expected, Weights(set, strength, share), 5e-4);
    }

    [Fact]
    public void Train_SeveralClassesAllLasso_LeavesNoWeightOnHugePenalty()
    {
        Assert.All(Weights(SampleSets.Iris, 1e3, 1), weight => Assert.Equal(0, weight));
        Assert.Contains(Weights(SampleSets.Iris, 5, 1), weight => weight == 0);
        Assert.Contains(Weights(SampleSets.Iris, 5, 1), weight => weight != 0);
    }

    private static float[] Weights(Training.TrainingSet set, double strength, double share) => ((LinearTrainedModel)TrainedModels.Train(
        "linear", set, 1, new Dictionary<string, double> { ["l2"] = strength, ["l1Share"] = share })).Model.Weights;

    private static void AssertClose(double[] expected, float[] given, double tolerance)
    {
        Assert.Equal(expected.Length, given.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], given[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
            Assert.Equal(expected[i] == 0, given[i] == 0);
        }
    }
}
