using Slipway.Learning.Ensembles;
using Slipway.Learning.Learners;
using Slipway.Learning.Onnx.Format;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tests.Explaining;
using Slipway.Learning.Tests.Learners;
using Slipway.Learning.Tests.Onnx;
using Slipway.Learning.Tests.Search;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Ensembles;

public sealed class EnsembleModelTests
{
    [Fact]
    public void ToOnnx_ClassifiersOfAllKinds_AnswersTheirWeightedAverage()
    {
        var (set, models, ensemble) = Make(TrainedModels.Adult(300));

        TrainedModels.AssertExportAgrees(ensemble, set);
        float[] given = TrainedModels.Predict(ensemble, set.Features);
        float[][] parts = [.. models.Select(model => TrainedModels.Predict(model, set.Features))];
        for (int i = 0; i < given.Length; i++)
        {
            Assert.Equal((0.5f * parts[0][i]) + (0.25f * parts[1][i]) + (0.125f * parts[2][i]) + (0.125f * parts[3][i]), given[i], 1e-6);
        }

        Assert.Equal(1, ensemble.FeatureImportance.Values.Sum(), 1e-6);
        Assert.Equal(ensemble.ToOnnx(), Make(TrainedModels.Adult(300)).Ensemble.ToOnnx());
    }

    [Fact]
    public void ToOnnx_Regressors_AnswersTheirWeightedAverage()
    {
        var (set, _, ensemble) = Make(SampleSets.Diabetes);

        TrainedModels.AssertExportAgrees(ensemble, set);
    }

    [NodeTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void ToOnnx_Ensemble_AnswersTheSameInOnnxRuntime(bool isClassifier)
    {
        var (set, _, ensemble) = Make(isClassifier ? TrainedModels.Adult(300) : SampleSets.Diabetes);

        OracleComparison.AssertEqual(ensemble.ToOnnx(), set.Features);
    }

    [Fact]
    public void ToOnnx_PartsOfOnePreparation_ShareTheirFeatures()
    {
        var set = TrainedModels.Adult(200);
        var session = BuiltInTrainers.All.Single(trainer => trainer.Name == "linear").Prepare(set, new TrainerOptions(1, 1));
        var parts = new[] { 0.1, 10 }.Select(l2 =>
            ((IGraphModel)session.Train(new ParameterSet(new Dictionary<string, double> { ["l2"] = l2 }), CancellationToken.None), 0.5f));

        var graph = ModelProto.Read(new EnsembleModel(set.Schema, [.. parts]).ToOnnx()).Graph!;

        Assert.Single(graph.Nodes, node => node.OperatorType == "OneHot" && node.Outputs[0].StartsWith("sex/", StringComparison.Ordinal));
        Assert.Equal(2, graph.Nodes.Count(node => node.OperatorType == "Gemm"));
    }

    [Fact]
    public void Explain_Ensemble_IsRefused()
    {
        Assert.Equal("explain.unsupported", ExplainedModel.Refusal(Make(TrainedModels.Adult(200)).Ensemble.ToOnnx()));
    }

    private static (TrainingSet Set, ITrainedModel[] Models, ITrainedModel Ensemble) Make(TrainingSet set)
    {
        var parameters = new Dictionary<string, double> { ["rounds"] = 20, ["trees"] = 20, ["epochs"] = 5 };
        ITrainedModel[] models =
            [.. ((string[])["gbdt", "linear", "forest", set.Schema.Task == LearningTask.Regression ? "mlp" : "discriminant"]).Select(trainer => TrainedModels.Train(trainer, set, 1, parameters))];
        float[] weights = [0.5f, 0.25f, 0.125f, 0.125f];
        return (set, models, new EnsembleModel(set.Schema, [.. models.Cast<IGraphModel>().Zip(weights)]));
    }
}
