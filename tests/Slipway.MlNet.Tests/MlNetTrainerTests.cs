using Slipway.Learning.Schemas;
using Slipway.Learning.Search;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.MlNet.Tests;

public class MlNetTrainerTests
{
    public static IEnumerable<object[]> Trainers { get; } = MlNetTrainers.All.Select(trainer => new object[] { trainer.Name });

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Train_AgainWithMoreThreads_GivesTheSameBytes(string trainer)
    {
        foreach (var task in Enum.GetValues<LearningTask>())
        {
            var sample = Sample.Of(task).Shortened(400);

            byte[] first = sample.TrainWith(trainer, threads: 1).ToOnnx();
            byte[] second = sample.TrainWith(trainer, threads: 2).ToOnnx();

            Assert.Equal(first, second);
        }
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void FeatureImportance_OfAFeatureThatDecidesAll_IsTheLargest(string trainer)
    {
        var random = new Random(3);
        double[] signal = [.. Enumerable.Range(0, 400).Select(_ => random.NextDouble())];
        double[] noise = [.. signal.Select(_ => random.NextDouble())];
        var table = new Table([new NumberColumn("noise", noise), new NumberColumn("signal", signal)]);
        FeatureSchema[] features = [new("noise", ColumnType.Number), new("signal", ColumnType.Number)];
        foreach (var task in Enum.GetValues<LearningTask>())
        {
            double[] targets = [.. signal.Select(x => task switch
            {
                LearningTask.Binary => x > 0.6 ? 1.0 : 0,
                LearningTask.Multiclass => Math.Floor(x * 3),
                _ => x * 10,
            })];
            string[] classes = task switch { LearningTask.Binary => ["n", "y"], LearningTask.Multiclass => ["a", "b", "c"], _ => [] };
            var data = new TrainingSet(new ModelSchema(task, "label", features, classes), table, targets);

            var shares = new Sample(data, data).TrainWith(trainer).FeatureImportance;

            Assert.Equal(1, shares.Values.Sum(), 1e-9);
            Assert.True(shares["signal"] > 0.8, $"{task}: {shares["signal"]}");
        }
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Train_OnMissingNumbers_LearnsFromAllRows(string trainer)
    {
        double[] values = [.. Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? double.NaN : i % 7)];
        double[] targets = [.. values.Select(value => double.IsNaN(value) ? 1.0 : 0)];
        var schema = new ModelSchema(LearningTask.Binary, "label", [new("x", ColumnType.Number)], ["present", "missing"]);
        var data = new TrainingSet(schema, new Table([new NumberColumn("x", values)]), targets);
        var sample = new Sample(data, data);

        var scores = sample.Score(sample.Predict(sample.TrainWith(trainer)));

        Assert.Equal(1, scores["accuracy"]);
    }

    [Fact]
    public void Run_OfASearchOverAllTrainers_CrossValidatesThem()
    {
        var train = Sample.Digits.Shortened(300).Train;
        var options = new SearchOptions { Trials = 7, Folds = 2, Threads = 2 };

        var first = ModelSearch.Run(train, null, MlNetTrainers.All, options, null, TimeProvider.System, CancellationToken.None).Value;
        var second = ModelSearch.Run(
            train, null, MlNetTrainers.All, options with { Threads = 1 }, null, TimeProvider.System, CancellationToken.None).Value;

        Assert.Equal(MlNetTrainers.All.Select(t => t.Name).Order(), first.Trials.Select(t => t.Trainer).Distinct().Order());
        Assert.All(first.Trials, trial => Assert.Equal(TrialStatus.Completed, trial.Status));
        Assert.Equal(first.Trials.Select(t => (t.Trainer, t.Score)), second.Trials.Select(t => (t.Trainer, t.Score)));
    }

    [Fact]
    public void Prepare_ForPoissonWithLabelsBelowZero_SaysWhy()
    {
        var data = Sample.Bike.Shortened(50).Train;
        var below = data with { Targets = [.. data.Targets.Select(target => target - 100)] };
        var trainer = MlNetTrainers.All.Single(t => t.Name == "mlnet/lbfgs");

        var exception = Assert.Throws<InvalidOperationException>(() => trainer.Prepare(below, new TrainerOptions(1, 1)));

        Assert.Contains("Poisson", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_LightGbmOnTooFewRowsForTwoLeaves_SaysSo()
    {
        double[] x = [.. Enumerable.Range(0, 24).Select(i => (double)(i * 7 % 19))];
        double[] targets = [.. x.Select(value => value > 8 ? 1.0 : 0)];
        var schema = new ModelSchema(LearningTask.Binary, "label", [new("x", ColumnType.Number)], ["no", "yes"]);
        var data = new TrainingSet(schema, new Table([new NumberColumn("x", x)]), targets);
        var sample = new Sample(data, data);

        var exception = Assert.Throws<InvalidOperationException>(() => sample.TrainWith("mlnet/lightgbm"));

        Assert.Contains("24 rows", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_WithoutAFeatureThatVaries_SaysWhy()
    {
        var data = new TrainingSet(
            new ModelSchema(LearningTask.Regression, "y", [new("x", ColumnType.Number)], []),
            new Table([new NumberColumn("x", [1, 1, 1])]),
            [1, 2, 3]);
        var trainer = MlNetTrainers.All.Single(t => t.Name == "mlnet/sdca");

        Assert.Throws<InvalidOperationException>(() => trainer.Prepare(data, new TrainerOptions(1, 1)));
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Train_WhenCancelled_Ends(string trainer)
    {
        var session = MlNetTrainers.All.Single(t => t.Name == trainer).Prepare(Sample.Adult.Shortened(100).Train, new TrainerOptions(1, 1));

        Assert.Throws<OperationCanceledException>(() => session.Train(ParameterSet.Defaults, new CancellationToken(canceled: true)));
    }
}
