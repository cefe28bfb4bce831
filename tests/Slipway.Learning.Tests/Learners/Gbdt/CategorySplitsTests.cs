using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Tests.Explaining;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Learners.Gbdt;

public sealed class CategorySplitsTests
{
    private const int Words = 40;

    [Fact]
    public void Train_WordsThatMatterByAnotherColumn_AreTakenApart()
    {
        // One order of the words cannot serve both halves: in one the words of odd numbers are high, in the other each third.
        var (train, test) = (Data(6000, 1), Data(2000, 2));
        float[] predictions = RandomSets.Predict(RandomSets.Train("gbdt", train, 1, ("rounds", 20), ("maxLeaves", 8)), test.Features);

        double right = test.Targets.Where((target, row) => predictions[(2 * row) + 1] > 0.5 == (target == 1)).Count();

        Assert.True(right / test.RowCount > 0.97, $"{right / test.RowCount}");
    }

    [Theory]
    [InlineData("in training")]
    [InlineData("never seen")]
    public void ToOnnx_SetsOfWords_AnswersAndExplainsAsTheModelDoes(string kind)
    {
        var trained = RandomSets.Train("gbdt", Data(3000, 1), 1, ("rounds", 10), ("maxLeaves", 8));
        var test = Data(200, 3).Features;
        string[] words = [.. ((CategoryColumn)test["word"]).Codes.ToArray().Select((code, row) =>
            kind == "never seen" && row % 2 == 0 ? (row % 4 == 0 ? "" : "other") : $"w{code}")];
        var column = new CategoryColumn(
            "word", [.. words.Select(word => word.Length == 0 ? -1 : Array.IndexOf(words, word))], words);
        float[] expected = RandomSets.Predict(trained, new Table([test["side"], column]));

        var model = new ExplainedModel(trained.ToOnnx(), "probabilities");
        model.Session.Resize(words.Length);
        for (int input = 0; input < model.Model.Inputs.Count; input++)
        {
            if (model.Model.Inputs[input].Name == "word")
            {
                words.CopyTo(model.Session.Strings(input));
            }
            else
            {
                Array.ConvertAll(((NumberColumn)test["side"]).Values.ToArray(), v => (float)v).CopyTo(model.Session.Floats(input));
            }
        }

        model.Session.Run();
        for (int row = 0; row < words.Length; row++)
        {
            Assert.Equal(expected[(2 * row) + 1], model.Session.OutputFloats(model.OutputIndex)[(2 * row) + 1], 1e-5);
            Assert.Equal(expected[(2 * row) + 1], 1 / (1 + Math.Exp(-model.Explain(row, 1).Sum())), 1e-4);
        }
    }

    [Fact]
    public void Start_SetsOfWords_MeasuresWhatTheModelPredicts()
    {
        var session = Assert.IsAssignableFrom<IStagedSession>(RandomSets.Prepare("gbdt", Data(2000, 1)));
        var validation = Data(500, 2);
        var fit = session.Start(RandomSets.Parameters(("rowShare", 0.8)), validation);
        fit.GrowTo(10, CancellationToken.None);
        float[] predictions = RandomSets.Predict(fit.Take(8), validation.Features);

        Assert.Equal(validation.Targets.Select((t, row) => -Math.Log(predictions[(2 * row) + (int)t])).Average(), fit.Losses[8], 1e-4);
        Assert.Equal(1, fit.Take(8).FeatureImportance.Values.Sum(), 1e-9);
    }

    private static TrainingSet Data(int rows, int seed)
    {
        var random = new Random(seed);
        int[] codes = [.. Enumerable.Range(0, rows).Select(_ => random.Next(Words))];
        double[] sides = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() - 0.5)];
        double[] targets = [.. codes.Zip(sides, (code, side) => (side > 0 ? code % 2 == 1 : code % 3 == 0) ? 1.0 : 0)];
        Column[] columns =
            [new NumberColumn("side", sides), new CategoryColumn("word", codes, [.. Enumerable.Range(0, Words).Select(w => $"w{w}")])];
        return RandomSets.Of(LearningTask.Binary, columns, targets);
    }
}
