using Slipway.Learning.Learners;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Learners;

/// <summary>Rows that nothing sensible can be learned from: a learner gives finite answers, or refuses and says why.</summary>
public sealed class DegenerateRowsTests
{
    private static readonly string[] Trainers = ["linear", "mlp", "discriminant"];

    public static TheoryData<string, string, LearningTask> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, LearningTask>();
            foreach (string trainer in Trainers)
            {
                foreach (string kind in (string[])["constant", "missing", "huge", "tiny", "separable", "repeated", "words", "oneRow", "infinite"])
                {
                    foreach (var task in Enum.GetValues<LearningTask>().Where(BuiltInTrainers.All.Single(t => t.Name == trainer).Supports))
                    {
                        cases.Add(trainer, kind, task);
                    }
                }

                cases.Add(trainer, "wide", LearningTask.Binary);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Train_DegenerateRows_AnswersFiniteNumbersOrSaysWhyNot(string trainer, string kind, LearningTask task)
    {
        var set = Make(kind, task);
        ITrainedModel model;
        try
        {
            model = TrainedModels.Train(trainer, set, 2, new Dictionary<string, double>());
        }
        catch (InvalidOperationException refusal)
        {
            bool isTooWide = kind == "wide" && trainer == "discriminant";
            Assert.Contains(isTooWide ? "too many for covariances" : "nothing to learn from", refusal.Message, StringComparison.Ordinal);
            Assert.Contains(kind, (string[])["constant", "missing", "oneRow", isTooWide ? "wide" : "constant"]);
            return;
        }

        float[] predictions = TrainedModels.Predict(model, set.Features);
        Assert.All(predictions, prediction => Assert.True(float.IsFinite(prediction)));
        if (task != LearningTask.Regression)
        {
            for (int row = 0; row < set.RowCount; row++)
            {
                Assert.Equal(1, predictions.AsSpan(row * model.OutputWidth, model.OutputWidth).ToArray().Sum(), 1e-5);
            }
        }

        TrainedModels.AssertExportAgrees(model, set);
    }

    private static TrainingSet Make(string kind, LearningTask task)
    {
        int rows = kind == "oneRow" ? 1 : 60;
        var random = new Random(8);
        double[] targets = [.. Enumerable.Range(0, rows).Select(i => (double)(task == LearningTask.Binary ? i % 2 : i % 3))];
        double[] Numbers(Func<int, double> value) => [.. Enumerable.Range(0, rows).Select(value)];
        Column[] columns = kind switch
        {
            "constant" => [new NumberColumn("x", Numbers(_ => 7))],
            "missing" => [new NumberColumn("x", Numbers(_ => double.NaN))],
            "huge" => [new NumberColumn("x", Numbers(i => (i - 30) * 1e300)), new NumberColumn("y", Numbers(i => i % 7 * 1e37))],
            "tiny" => [new NumberColumn("x", Numbers(i => i * 1e-300)), new NumberColumn("y", Numbers(i => i % 7 * 1e-37))],
            "separable" => [new NumberColumn("x", [.. targets]), new NumberColumn("y", Numbers(_ => random.NextDouble()))],
            "repeated" => [new NumberColumn("x", Numbers(i => i % 2)), new NumberColumn("y", Numbers(i => i % 2))],
            "infinite" => [new NumberColumn("x", Numbers(i => i % 5 == 0 ? double.PositiveInfinity : i)), new NumberColumn("y", Numbers(i => i))],
            "wide" => [.. Enumerable.Range(0, 5000).Select(c => new NumberColumn($"x{c}", Numbers(_ => random.NextDouble())))],
            "words" =>
            [
                new CategoryColumn("x", [.. Enumerable.Range(0, rows).Select(i => i * 1000)], [.. Enumerable.Range(0, 100_000).Select(w => $"word {w}")]),
                new NumberColumn("y", Numbers(_ => random.NextDouble())),
            ],
            _ => [new NumberColumn("x", Numbers(i => i))],
        };
        string[] classes = task switch { LearningTask.Regression => [], LearningTask.Binary => ["a", "b"], _ => ["a", "b", "c"] };
        if (task == LearningTask.Regression && kind == "huge")
        {
            targets = [.. targets.Select(target => target * 1e30)];
        }

        var schema = new ModelSchema(task, "t", [.. columns.Select(column => new FeatureSchema(column.Name, column.Type))], classes);
        return new TrainingSet(schema, new Table(columns), targets);
    }
}
