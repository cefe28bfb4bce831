using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Learners.Gbdt;

public sealed class MonotoneTests
{
    private const int Columns = 4;
    private const int Steps = 60;

    [Theory]
    [InlineData(LearningTask.Binary, LossFunction.Default, 1)]
    [InlineData(LearningTask.Binary, LossFunction.Default, 2)]
    [InlineData(LearningTask.Regression, LossFunction.Default, 3)]
    [InlineData(LearningTask.Regression, LossFunction.Default, 4)]
    [InlineData(LearningTask.Regression, LossFunction.Absolute, 5)]
    [InlineData(LearningTask.Regression, LossFunction.Poisson, 6)]
    public void Predict_ConstrainedColumn_NeverMovesTheOtherWay(LearningTask task, LossFunction loss, int seed)
    {
        var data = RandomSets.Numbers(1500, Columns, task, seed, missing: 0.05);
        data = data with
        {
            Targets = loss == LossFunction.Poisson ? [.. data.Targets.Select(Math.Abs)] : data.Targets,
            Goal = new TrainingGoal
            {
                Loss = loss,

                // The first is against what the data say, so that the constraint has something to do.
                Monotone = new Dictionary<string, MonotoneDirection>
                {
                    ["x0"] = seed % 2 == 0 ? MonotoneDirection.Decreasing : MonotoneDirection.Increasing,
                    ["x1"] = MonotoneDirection.Increasing,
                },
            },
        };
        var model = RandomSets.Train("gbdt", data, 1, ("rounds", 30), ("minRowsPerLeaf", 5), ("rowShare", 0.8), ("l1", seed % 3));
        int width = model.OutputWidth;
        var random = new Random(seed);
        for (int repetition = 0; repetition < 50; repetition++)
        {
            double[] fixedValues = [.. Enumerable.Range(0, Columns).Select(_ => (random.NextDouble() * 6) - 3)];
            AssertMoves(Along(model, fixedValues, 0), width, seed % 2 == 0 ? -1 : 1);
            AssertMoves(Along(model, fixedValues, 1), width, 1);
        }
    }

    [Fact]
    public void Train_WithAConstraintThatAgreesWithTheData_LearnsAsWell()
    {
        var data = RandomSets.Numbers(3000, 3, LearningTask.Regression);
        var constrained = data with
        {
            Goal = new TrainingGoal { Monotone = new Dictionary<string, MonotoneDirection> { ["x0"] = MonotoneDirection.Increasing } },
        };

        Assert.True(Error(constrained) < 1.2 * Error(data), $"{Error(constrained)} against {Error(data)}");
    }

    [Theory]
    [InlineData("nosuch", LearningTask.Regression, "'nosuch' is no number")]
    [InlineData("x0", LearningTask.Multiclass, "Several classes")]
    public void Train_ConstraintThatCannotHold_RefusesWithAReason(string column, LearningTask task, string reason)
    {
        var data = RandomSets.Numbers(100, 3, task)
            with
        { Goal = new TrainingGoal { Monotone = new Dictionary<string, MonotoneDirection> { [column] = MonotoneDirection.Increasing } } };

        Assert.Contains(reason, Assert.Throws<InvalidOperationException>(() => RandomSets.Train("gbdt", data)).Message);
    }

    private static double Error(TrainingSet data) => RandomSets.Predict(RandomSets.Train("gbdt", data, 1, ("rounds", 40)), data.Features)
        .Zip(data.Targets, (prediction, target) => Math.Pow(prediction - target, 2)).Average();

    private static float[] Along(ITrainedModel model, double[] fixedValues, int moving) => RandomSets.Predict(model, new Table(
        [.. fixedValues.Select((value, c) => new NumberColumn(
            $"x{c}", [.. Enumerable.Range(0, Steps).Select(step => c == moving ? -3 + (6.0 * step / Steps) : value)]))]));

    private static void AssertMoves(float[] predictions, int width, int direction)
    {
        for (int step = 1; step < Steps; step++)
        {
            float before = predictions[(step * width) - 1], after = predictions[((step + 1) * width) - 1];
            Assert.True(direction * (after - before) >= 0, $"from {before} to {after} at step {step}");
        }
    }
}
