using Slipway.Learning.Calibrating;
using Slipway.Learning.Explaining;
using Slipway.Learning.Learners;
using Slipway.Learning.Onnx;
using Slipway.Learning.Tests.Explaining;
using Slipway.Learning.Tests.Learners;
using Slipway.Learning.Tests.Onnx;
using Slipway.Learning.Tests.Search;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Calibrating;

public sealed class CalibratedModelTests
{
    private static readonly ProbabilityMap Scaling = new ScoreScaling(0.7f, [0, 0.4f]);
    private static readonly ProbabilityCurve Curve = new([0.1f, 0.35f, 0.4f, 0.9f], [0.02f, 0.3f, 0.6f, 0.95f]);
    private static readonly ProbabilityMap Curves = new ProbabilityCurves([Curve.OfOther(), Curve]);

    public static TheoryData<string, bool> Cases => new()
    {
        { "gbdt", true }, { "gbdt", false }, { "linear", true }, { "linear", false }, { "forest", true }, { "forest", false },
        { "discriminant", true }, { "discriminant", false }, { "mlp", true }, { "mlp", false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void ToOnnx_Calibrated_AnswersAsTheModel(string trainer, bool isCurve)
    {
        var (set, model, calibrated) = Make(trainer, isCurve);

        TrainedModels.AssertExportAgrees(calibrated, set);
        Assert.Equal(calibrated.ToOnnx(), Make(trainer, isCurve).Calibrated.ToOnnx());
        float[] mapped = TrainedModels.Predict(model, set.Features);
        for (int start = 0; start < mapped.Length; start += 2)
        {
            (isCurve ? Curves : Scaling).Apply(mapped.AsSpan(start, 2));
        }

        float[] given = TrainedModels.Predict(calibrated, set.Features);
        Assert.All(mapped.Zip(given), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [NodeTheory]
    [MemberData(nameof(Cases))]
    public void ToOnnx_Calibrated_AnswersTheSameInOnnxRuntime(string trainer, bool isCurve)
    {
        var (set, _, calibrated) = Make(trainer, isCurve);

        OracleComparison.AssertEqual(calibrated.ToOnnx(), set.Features);
    }

    [Theory]
    [InlineData("gbdt", true)]
    [InlineData("gbdt", false)]
    [InlineData("linear", true)]
    [InlineData("linear", false)]
    [InlineData("forest", true)]
    [InlineData("forest", false)]
    [InlineData("discriminant", true)]
    [InlineData("discriminant", false)]
    public void Explain_Calibrated_SumsToTheScoreBeforeTheCurve(string trainer, bool isCurve)
    {
        var (set, model, calibrated) = Make(trainer, isCurve);
        var explained = new ExplainedModel(calibrated.ToOnnx(), "probabilities");
        TrainedModels.Fill(explained.Model, explained.Session, set.Features);
        explained.Session.Run();
        float[] plain = TrainedModels.Predict(model, set.Features);

        Assert.Equal(ExplanationSpace.Margin, explained.Explainer.Space);
        for (int row = 0; row < 20; row++)
        {
            double sum = explained.Explain(row, 1).Sum();
            double before = plain[(row * 2) + 1], logOdds = Math.Log(before / plain[row * 2]);
            if (!double.IsFinite(logOdds))
            {
                // 32 bits hold no probability so near to 0.
                continue;
            }

            double expected = trainer == "forest" ? before : isCurve ? logOdds : (0.7 * logOdds) + 0.4;
            ExplainedModel.AssertClose(expected, sum, 2e-4);
        }
    }

    [Fact]
    public void ToOnnx_CurvesOfSeveralClasses_AnswersAsTheModel()
    {
        var model = (IGraphModel)TrainedModels.Train("forest", SampleSets.Iris, 1, new Dictionary<string, double> { ["trees"] = 50 });
        ProbabilityMap map = new ProbabilityCurves([Curve, new([0.5f], [0.3f]), new([0, 1], [0.1f, 0.9f])]);
        var calibrated = CalibratedModel.Of(SampleSets.Iris.Schema, model, map);

        TrainedModels.AssertExportAgrees(calibrated, SampleSets.Iris);
        Assert.True(OnnxModel.Load(calibrated.ToOnnx()).IsSuccess);
    }

    private static (TrainingSet Set, ITrainedModel Model, ITrainedModel Calibrated) Make(string trainer, bool isCurve)
    {
        var set = TrainedModels.Adult(300);
        string budget = trainer switch { "gbdt" => "rounds", "forest" => "trees", _ => "epochs" };
        var model = (IGraphModel)TrainedModels.Train(trainer, set, 1, new Dictionary<string, double> { [budget] = 20 });
        return (set, model, CalibratedModel.Of(set.Schema, model, isCurve ? Curves : Scaling));
    }
}
