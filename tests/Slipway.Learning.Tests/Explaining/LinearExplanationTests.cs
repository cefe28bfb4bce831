using Slipway.Learning.Explaining;
using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Learning.Tests.Onnx;

namespace Slipway.Learning.Tests.Explaining;

public sealed class LinearExplanationTests
{
    [Theory]
    [InlineData(OutputLink.Logistic, 2, 1)]
    [InlineData(OutputLink.Softmax, 4, 4)]
    [InlineData(OutputLink.Identity, 0, 1)]
    public void Explain_EveryKindOfFeatureAndLink_IsWeightTimesDistanceFromTheMean(OutputLink link, int classes, int outputs)
    {
        const int Rows = 30;
        var random = new Random(1);
        var steps = RandomModels.FilledSteps;
        var weights = RandomModels.Linear(random, link, outputs) with
        {
            FeatureMeans = [.. Enumerable.Range(0, RandomModels.FeatureCount).Select(_ => random.NextSingle())],
        };
        var model = new ExplainedModel(
            OnnxExporter.Export(RandomModels.Schema(classes), steps, weights), classes == 0 ? "prediction" : "probabilities");
        model.Session.Resize(Rows);
        RandomModels.Fill(random, model.Model, model.Session);
        model.Session.Run();

        Assert.Equal(ExplanationSpace.Margin, model.Explainer.Space);
        for (int row = 0; row < Rows; row++)
        {
            float[] features = SlowModel.Features(steps, model.Model, model.Session, row);
            for (int column = 0; column < Math.Max(classes, 1); column++)
            {
                var (score, sign) = link == OutputLink.Logistic ? (0, column == 1 ? 1 : -1) : (column, 1);
                double[] given = model.Explain(row, column);
                ExplainedModel.AssertClose(Expected(weights, steps, features, score, sign, model.Model), given, 1e-5);
                double margin = sign * SlowModel.Predict(weights with { Link = OutputLink.Identity }, features)[score];
                ExplainedModel.AssertClose(margin, given.Sum());
            }
        }
    }

    [Fact]
    public void Export_WithMeans_PredictsTheSame()
    {
        var random = new Random(2);
        var steps = RandomModels.FilledSteps;
        var weights = RandomModels.Linear(random, OutputLink.Softmax, 3) with { FeatureMeans = [.. Enumerable.Repeat(0.5f, RandomModels.FeatureCount)] };
        var model = ExplainedModel.Load(OnnxExporter.Export(RandomModels.Schema(3), steps, weights));
        var session = model.CreateSession();
        session.Resize(100);
        RandomModels.Fill(random, model, session);
        session.Run();

        for (int row = 0; row < 100; row++)
        {
            double[] expected = SlowModel.Predict(weights, SlowModel.Features(steps, model, session, row));
            double[] given = [.. session.OutputFloats(1).Slice(row * 3, 3).ToArray().Select(x => (double)x)];
            ExplainedModel.AssertClose(expected, given, 1e-5);
        }
    }

    [NodeFact]
    public void Export_WithMeans_PredictsTheSameInOnnxRuntime()
    {
        var random = new Random(3);
        var weights = RandomModels.Linear(random, OutputLink.Logistic, 1) with { FeatureMeans = [.. Enumerable.Repeat(0.5f, RandomModels.FeatureCount)] };

        OracleComparison.AssertEqual(OnnxExporter.Export(RandomModels.Schema(2), RandomModels.FilledSteps, weights), random, 200);
    }

    /// <summary>The contribution of each input, and the base value as the last.</summary>
    private static double[] Expected(
        LinearModel model, IReadOnlyList<FeatureStep> steps, float[] features, int score, int sign, OnnxModel onnx)
    {
        var inputs = onnx.Inputs.Select(input => input.Name).ToList();
        var expected = new double[inputs.Count + 1];
        expected[^1] = sign * model.Intercepts[score];
        int feature = 0;
        foreach (var step in steps)
        {
            for (int i = 0; i < step.Width; i++, feature++)
            {
                double weight = sign * model.Weights[(score * features.Length) + feature];
                expected[inputs.IndexOf(step.Input)] += weight * (features[feature] - model.FeatureMeans[feature]);
                expected[^1] += weight * model.FeatureMeans[feature];
            }
        }

        return expected;
    }
}
