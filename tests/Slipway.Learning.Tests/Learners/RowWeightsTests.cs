using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Learners;

public sealed class RowWeightsTests
{
    private const int Rows = 300;

    [Theory]
    [InlineData(LearningTask.Binary, LossFunction.Default)]
    [InlineData(LearningTask.Multiclass, LossFunction.Default)]
    [InlineData(LearningTask.Regression, LossFunction.Default)]
    [InlineData(LearningTask.Regression, LossFunction.Absolute)]
    [InlineData(LearningTask.Regression, LossFunction.Poisson)]
    public void Train_RowsOfWeightZero_DoNotMatter(LearningTask task, LossFunction loss)
    {
        var data = Coarse(task) with { Goal = new TrainingGoal { Loss = loss } };
        var spoilt = data with
        {
            Targets = [.. data.Targets.Select((target, i) => i < Rows / 3 ? 1 - Math.Min(target, 1) : target)],
            Weights = [.. Enumerable.Range(0, Rows).Select(i => i < Rows / 3 ? 0.0 : 1)],
        };
        var kept = data.Take([.. Enumerable.Range(Rows / 3, Rows - (Rows / 3))]);

        // Least rows of 1: rows without weight count as rows. Tiny leaf weights: so do they not.
        float[] expected = Predict(kept, data);
        float[] given = Predict(spoilt, data);

        AssertClose(expected, given, task == LearningTask.Regression ? 0.02 : 2e-3);
    }

    [Theory]
    [InlineData(LearningTask.Binary)]
    [InlineData(LearningTask.Multiclass)]
    public void Train_WeightTwo_IsTheRowTwice(LearningTask task)
    {
        // Not so many that how leaves are scored depends on their number (see LogisticObjective).
        const int rows = 120;
        var data = Coarse(task).Take([.. Enumerable.Range(0, rows)]);
        int[] twice = [.. Enumerable.Range(0, rows), .. Enumerable.Range(0, rows / 2)];
        var weighted = data with { Weights = [.. Enumerable.Range(0, rows).Select(i => i < rows / 2 ? 2.0 : 1)] };

        // The penalty counts against the sum of weights, which is relative.
        AssertClose(Predict(data.Take(twice), data), Predict(weighted, data), 1e-3);
    }

    [Theory]
    [InlineData(LearningTask.Binary, 0)]
    [InlineData(LearningTask.Multiclass, 0)]
    [InlineData(LearningTask.Regression, 0)]
    [InlineData(LearningTask.Binary, 1)]
    [InlineData(LearningTask.Regression, 1)]
    public void Train_LinearWithWeights_IsTheRowTwiceOrNotAtAll(LearningTask task, double l1Share)
    {
        var data = Coarse(task);
        int[] copies = [.. Enumerable.Range(0, Rows).SelectMany(i => Enumerable.Repeat(i, i % 3))];
        var weighted = data with { Weights = [.. Enumerable.Range(0, Rows).Select(i => i % 3 * 1e200)] };

        AssertClose(PredictLinear(data.Take(copies)), PredictLinear(weighted), 2e-3);
        Assert.Contains(PredictLinear(data).Zip(PredictLinear(weighted)), pair => Math.Abs(pair.First - pair.Second) > 5e-3);

        float[] PredictLinear(TrainingSet train) =>
            RandomSets.Predict(RandomSets.Train("linear", train, 1, ("l2", 1e-3), ("l1Share", l1Share)), data.Features);
    }

    [Theory]
    [InlineData(LearningTask.Binary)]
    [InlineData(LearningTask.Multiclass)]
    [InlineData(LearningTask.Regression)]
    public void Train_NetworkWithRowsOfWeightZero_LearnsTheOthers(LearningTask task)
    {
        var data = Coarse(task);
        var spoilt = data with
        {
            Targets = [.. data.Targets.Select((target, i) => i % 2 == 0 ? 1 - Math.Min(target, 1) : target)],
            Weights = [.. Enumerable.Range(0, Rows).Select(i => i % 2 == 0 ? 0.0 : 1)],
        };

        Assert.InRange(Error(spoilt) / Error(spoilt with { Weights = null }), 0, 0.5);

        // The mean squared error, of probabilities where there are classes.
        double Error(TrainingSet train)
        {
            float[] predictions = RandomSets.Predict(RandomSets.Train("mlp", train, 1), data.Features);
            int width = data.Schema.OutputWidth;
            return predictions.Select((p, i) => Math.Pow(p - (width == 1 ? data.Targets[i] : data.Targets[i / width] == i % width ? 1 : 0), 2)).Average();
        }
    }

    [Fact]
    public void Train_ForestWithRowsOfWeightZero_NeverDrawsThem()
    {
        var data = Coarse(LearningTask.Binary);
        var spoilt = data with
        {
            Targets = [.. data.Targets.Select((_, i) => i < 100 ? 1.0 : 0)],
            Weights = [.. Enumerable.Range(0, Rows).Select(i => i < 100 ? 0.0 : 1)],
        };

        float[] predictions = RandomSets.Predict(RandomSets.Train("forest", spoilt, 1, ("trees", 20)), data.Features);

        Assert.All(predictions.Where((_, i) => i % 2 == 1), probability => Assert.Equal(0, probability));
    }

    private static float[] Predict(TrainingSet train, TrainingSet data) => RandomSets.Predict(
        RandomSets.Train("gbdt", train, 1, ("rounds", 10), ("minRowsPerLeaf", 1), ("l2", 0), ("maxLeaves", 6), ("minLeafWeight", 1e-6)),
        data.Features);

    /// <summary>Few different values, so that bins are the same for any rows.</summary>
    private static TrainingSet Coarse(LearningTask task)
    {
        var random = new Random(5);
        double[][] columns = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, Rows).Select(_ => (double)random.Next(5)).ToArray())];
        double[] targets = [.. Enumerable.Range(0, Rows).Select(i =>
        {
            double signal = columns[0][i] + (columns[1][i] * 0.7) + random.NextDouble();
            return task switch { LearningTask.Binary => signal > 4 ? 1 : 0, LearningTask.Regression => signal, _ => Math.Min(2, (int)(signal / 2.5)) };
        })];
        return RandomSets.Of(task, columns, targets);
    }

    private static void AssertClose(float[] expected, float[] given, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], given[i], tolerance);
        }
    }
}
