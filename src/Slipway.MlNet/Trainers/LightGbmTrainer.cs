using Microsoft.ML;
using Microsoft.ML.Trainers.LightGbm;
using Slipway.Learning.Featurizing;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.MlNet.Trainers;

/// <summary>Gradient-boosted trees of LightGBM, grown leaf by leaf. Several classes are learned together, with a softmax.</summary>
internal sealed class LightGbmTrainer : MlNetTrainer
{
    private static readonly Hyperparameter Trees = new("trees", 100, 30, 400, IsInteger: true, IsLogarithmic: true, HyperparameterRole.Budget);
    private static readonly Hyperparameter LearningRate = new("learningRate", 0.1, 0.02, 0.3, IsLogarithmic: true);
    private static readonly Hyperparameter MaxLeaves = new("maxLeaves", 31, 4, 63, IsInteger: true, IsLogarithmic: true);
    private static readonly Hyperparameter MinRowsPerLeaf = new("minRowsPerLeaf", 20, 3, 60, IsInteger: true, IsLogarithmic: true);
    private static readonly Hyperparameter L2 = new("l2", 0.01, 0.001, 30, IsLogarithmic: true);
    private static readonly Hyperparameter ColumnShare = new("columnShare", 1, 0.3, 1);

    /// <inheritdoc/>
    public override string Name => "mlnet/lightgbm";

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters(LearningTask task) =>
        [Trees, LearningRate, MaxLeaves, MinRowsPerLeaf, L2, ColumnShare];

    /// <inheritdoc/>
    public override IEstimator<ITransformer> Learner(MLContext context, LearningTask task, ParameterSet parameters, int seed)
    {
        int trees = parameters.GetInteger(Trees), leaves = parameters.GetInteger(MaxLeaves), minRows = parameters.GetInteger(MinRowsPerLeaf);
        double learningRate = parameters.Get(LearningRate);
        var booster = new GradientBooster.Options
        {
            L2Regularization = parameters.Get(L2),
            FeatureFraction = parameters.Get(ColumnShare),
        };
        return task switch
        {
            LearningTask.Binary => context.BinaryClassification.Trainers.LightGbm(
                new LightGbmBinaryTrainer.Options
                {
                    LabelColumnName = nameof(FeatureRow.IsPositive),
                    NumberOfIterations = trees,
                    LearningRate = learningRate,
                    NumberOfLeaves = leaves,
                    MinimumExampleCountPerLeaf = minRows,
                    Booster = booster,
                    Seed = seed,
                    NumberOfThreads = 1,
                    Deterministic = true,
                    ForceRowWise = true,
                }),
            LearningTask.Multiclass => context.MulticlassClassification.Trainers.LightGbm(
                new LightGbmMulticlassTrainer.Options
                {
                    LabelColumnName = nameof(FeatureRow.ClassIndex),
                    NumberOfIterations = trees,
                    LearningRate = learningRate,
                    NumberOfLeaves = leaves,
                    MinimumExampleCountPerLeaf = minRows,
                    Booster = booster,
                    Seed = seed,
                    NumberOfThreads = 1,
                    Deterministic = true,
                    ForceRowWise = true,
                    UseSoftmax = true,
                }),
            _ => context.Regression.Trainers.LightGbm(
                new LightGbmRegressionTrainer.Options
                {
                    LabelColumnName = nameof(FeatureRow.Number),
                    NumberOfIterations = trees,
                    LearningRate = learningRate,
                    NumberOfLeaves = leaves,
                    MinimumExampleCountPerLeaf = minRows,
                    Booster = booster,
                    Seed = seed,
                    NumberOfThreads = 1,
                    Deterministic = true,
                    ForceRowWise = true,
                }),
        };
    }

    /// <inheritdoc/>
    protected override Featurizer Featurize(TrainingSet data) => TreeFeatures.Fit(data);
}
