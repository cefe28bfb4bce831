using Slipway.Learning.Explaining;
using Slipway.Learning.Learners;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Tests.Performance;
using Slipway.Learning.Tests.Search;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Explaining;

/// <summary>Models as they are trained here, on real rows with categories and missing numbers.</summary>
public sealed class TrainedExplanationTests
{
    private const int Rows = 400;

    [Theory]
    [InlineData("gbdt", ExplanationSpace.Margin)]
    [InlineData("linear", ExplanationSpace.Margin)]
    [InlineData("forest", ExplanationSpace.Probability)]
    [InlineData("discriminant", ExplanationSpace.Margin)]
    public void Explain_TrainedClassifier_SumsToWhatItAnswers(string trainer, ExplanationSpace space)
    {
        var data = Adult();
        var trained = Train(trainer, data);
        var (model, probabilities) = (new ExplainedModel(trained.ToOnnx(), "probabilities"), Predict(trained, data));
        Fill(model, data.Features);

        Assert.Equal(space, model.Explainer.Space);
        double total = 0;
        for (int row = 0; row < data.RowCount; row++)
        {
            double sum = model.Explain(row, 1).Sum();
            double answer = space == ExplanationSpace.Probability ? sum : 1 / (1 + Math.Exp(-sum));
            ExplainedModel.AssertClose(probabilities[(row * 2) + 1], answer);
            total += sum;
        }

        // A boosted model that learned from all rows, and a linear one, start from what they give on average; a forest drew its rows. What a
        // discriminant starts from is seen below.
        if (trainer != "discriminant")
        {
            ExplainedModel.AssertClose(total / data.RowCount, model.Explain(0, 1)[^1], trainer == "forest" ? 0.05 : 1e-4);
        }
    }

    [Fact]
    public void Explain_DiscriminantOfSeveralClasses_SumsToScoresOfTheAnswer()
    {
        var data = SampleSets.Iris;
        var trained = Train("discriminant", data);
        var model = new ExplainedModel(trained.ToOnnx(), "probabilities");
        Column[] withAverage = [.. data.Features.Columns.Select(column => new NumberColumn(
            column.Name, [.. ((NumberColumn)column).Values, ((NumberColumn)column).Values.ToArray().Average()]))];
        Fill(model, new Table(withAverage));
        float[] probabilities = Predict(trained, data);

        for (int row = 0; row < data.RowCount; row++)
        {
            double[] scores = [.. Enumerable.Range(0, 3).Select(k => model.Explain(row, k).Sum())];
            for (int k = 0; k < 3; k++)
            {
                ExplainedModel.AssertClose(probabilities[(row * 3) + k], Math.Exp(scores[k]) / scores.Sum(Math.Exp));
                ExplainedModel.AssertClose(model.Explain(data.RowCount, k).Sum(), model.Explain(row, k)[^1], 1e-4);
            }
        }
    }

    [Fact]
    public void Explain_FeatureThatDecides_ContributesTheMost()
    {
        var data = Adult();
        double[] targets = [.. Words((CategoryColumn)data.Features["sex"]).Select(word => word == "Male" ? 1.0 : 0.0)];
        foreach (string trainer in (string[])["gbdt", "linear", "forest", "discriminant"])
        {
            var model = new ExplainedModel(Train(trainer, data with { Targets = targets }).ToOnnx(), "probabilities");
            Fill(model, data.Features);
            int sex = model.Model.Inputs.ToList().FindIndex(input => input.Name == "sex");
            double[] contributions = model.Explain(7, 1);

            Assert.Equal(contributions[..^1].Max(Math.Abs), Math.Abs(contributions[sex]));
            Assert.Equal(targets[7] == 1, contributions[sex] > 0);
        }
    }

    private static TrainingSet Adult()
    {
        var table = RealModel.Read("adult_first1000.csv", new Dictionary<string, ColumnType>());
        return RealModel.ToSet(table.Take(RealModel.Range(0, Rows)), LearningTask.Binary, "target", [], ["no", "yes"]);
    }

    private static ITrainedModel Train(string trainer, TrainingSet data) => BuiltInTrainers.All.Single(t => t.Name == trainer)
        .Prepare(data, new TrainerOptions(1, 2)).Train(ParameterSet.Defaults, CancellationToken.None);

    private static float[] Predict(ITrainedModel model, TrainingSet data)
    {
        var output = new float[data.RowCount * model.OutputWidth];
        model.Predict(data.Features, output);
        return output;
    }

    private static string[] Words(CategoryColumn column) =>
        [.. column.Codes.ToArray().Select(code => code < 0 ? "" : column.Categories[code])];

    private static void Fill(ExplainedModel model, Table features)
    {
        model.Session.Resize(features.RowCount);
        for (int input = 0; input < model.Model.Inputs.Count; input++)
        {
            if (features[model.Model.Inputs[input].Name] is CategoryColumn words)
            {
                Words(words).CopyTo(model.Session.Strings(input));
            }
            else
            {
                var numbers = (NumberColumn)features[model.Model.Inputs[input].Name];
                Array.ConvertAll(numbers.Values.ToArray(), value => (float)value).CopyTo(model.Session.Floats(input));
            }
        }

        model.Session.Run();
    }
}
