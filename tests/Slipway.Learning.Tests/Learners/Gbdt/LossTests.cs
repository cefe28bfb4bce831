using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Tests.Explaining;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Learners.Gbdt;

public sealed class LossTests
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Train_Quantile_HasThatShareOfNewRowsBelow(double quantile)
    {
        var goal = new TrainingGoal { Loss = LossFunction.Quantile, Quantile = quantile };
        var model = RandomSets.Train("gbdt", RandomSets.Numbers(4000, 3, LearningTask.Regression, 1) with { Goal = goal }, 1, ("rounds", 60));
        var test = RandomSets.Numbers(4000, 3, LearningTask.Regression, 2);

        double below = RandomSets.Predict(model, test.Features).Zip(test.Targets, (p, t) => t <= p ? 1.0 : 0).Average();

        Assert.InRange(below, quantile - 0.05, quantile + 0.05);
    }

    [Fact]
    public void Train_AbsoluteWithWildTargets_IsCloserThanSquared()
    {
        var data = RandomSets.Numbers(2000, 3, LearningTask.Regression, 1);
        var wild = data with { Targets = [.. data.Targets.Select((target, i) => i % 20 == 0 ? target + 1000 : target)] };

        double Error(LossFunction loss) => RandomSets
            .Predict(RandomSets.Train("gbdt", wild with { Goal = new TrainingGoal { Loss = loss } }, 1, ("rounds", 60)), data.Features)
            .Zip(data.Targets, (p, t) => Math.Abs(p - t)).Average();

        Assert.True(Error(LossFunction.Absolute) < 0.5, $"{Error(LossFunction.Absolute)}");
        Assert.True(Error(LossFunction.Default) > 10, $"{Error(LossFunction.Default)}");
    }

    [Fact]
    public void Train_Poisson_PredictsMeansAboveZeroThatAddUp()
    {
        var data = Counts();
        float[] predictions = RandomSets.Predict(RandomSets.Train("gbdt", data, 1, ("rounds", 60)), data.Features);

        Assert.All(predictions, prediction => Assert.True(prediction > 0));
        Assert.InRange(predictions.Average() / data.Targets.Average(), 0.97, 1.03);
        Assert.True(Correlation(predictions, data.Targets) > 0.5);
    }

    [Fact]
    public void ToOnnx_Poisson_AnswersAsTheModelDoes()
    {
        var data = Counts();
        var trained = RandomSets.Train("gbdt", data, 1, ("rounds", 20));
        var model = ExplainedModel.Load(trained.ToOnnx());
        var session = model.CreateSession();
        session.Resize(data.RowCount);
        for (int c = 0; c < model.Inputs.Count; c++)
        {
            Array.ConvertAll(((NumberColumn)data.Features[model.Inputs[c].Name]).Values.ToArray(), v => (float)v).CopyTo(session.Floats(c));
        }

        session.Run();
        float[] expected = RandomSets.Predict(trained, data.Features);
        for (int row = 0; row < data.RowCount; row++)
        {
            Assert.Equal(expected[row], session.OutputFloats(0)[row], 1e-5 * Math.Max(1, expected[row]));
        }
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(0.0)]
    public void Train_PoissonOfNoCounts_RefusesWithAReason(double target)
    {
        var data = RandomSets.Of(LearningTask.Regression, [[1, 2, 3]], [target, 0, 0]) with { Goal = new TrainingGoal { Loss = LossFunction.Poisson } };

        Assert.Contains("counts", Assert.Throws<InvalidOperationException>(() => RandomSets.Train("gbdt", data)).Message);
    }

    [Theory]
    [InlineData(LossFunction.Absolute)]
    [InlineData(LossFunction.Poisson)]
    public void Train_LossOfNumbersForClasses_RefusesWithAReason(LossFunction loss)
    {
        var data = RandomSets.Numbers(50, 2, LearningTask.Binary) with { Goal = new TrainingGoal { Loss = loss } };

        Assert.Contains("for regression", Assert.Throws<InvalidOperationException>(() => RandomSets.Train("gbdt", data)).Message);
    }

    private static TrainingSet Counts()
    {
        var data = RandomSets.Numbers(3000, 3, LearningTask.Regression);
        var random = new Random(3);
        double[] counts = [.. data.Targets.Select(target =>
        {
            // Knuth's draw of a Poisson number.
            double limit = Math.Exp(-Math.Exp(target / 2)), product = random.NextDouble();
            int count = 0;
            for (; product > limit; count++)
            {
                product *= random.NextDouble();
            }

            return (double)count;
        })];
        return data with { Targets = counts, Goal = new TrainingGoal { Loss = LossFunction.Poisson } };
    }

    private static double Correlation(float[] a, double[] b)
    {
        double meanA = a.Average(), meanB = b.Average();
        double products = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        return products / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }
}
