using Microsoft.ML;
using Microsoft.ML.Trainers;
using Slipway.Learning.Featurizing;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.MlNet.Trainers;

/// <summary>Linear models fitted by stochastic dual coordinate ascent: logistic, maximum entropy, squared error.</summary>
internal sealed class SdcaTrainer : MlNetTrainer
{
    private static readonly Hyperparameter L1 = new("l1", 0, 0, 1);

    /// <inheritdoc/>
    public override string Name => "mlnet/sdca";

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters(LearningTask task) => [L2(task), L1];

    /// <inheritdoc/>
    public override IEstimator<ITransformer> Learner(MLContext context, LearningTask task, ParameterSet parameters, int seed)
    {
        float l2 = (float)parameters.Get(L2(task)), l1 = (float)parameters.Get(L1);
        return task switch
        {
            LearningTask.Binary => context.BinaryClassification.Trainers.SdcaLogisticRegression(
                new SdcaLogisticRegressionBinaryTrainer.Options
                {
                    LabelColumnName = nameof(FeatureRow.IsPositive),
                    NumberOfThreads = 1,
                    L2Regularization = l2,
                    L1Regularization = l1,
                }),
            LearningTask.Multiclass => context.MulticlassClassification.Trainers.SdcaMaximumEntropy(
                new SdcaMaximumEntropyMulticlassTrainer.Options
                {
                    LabelColumnName = nameof(FeatureRow.ClassIndex),
                    NumberOfThreads = 1,
                    L2Regularization = l2,
                    L1Regularization = l1,
                }),
            _ => context.Regression.Trainers.Sdca(
                new SdcaRegressionTrainer.Options
                {
                    LabelColumnName = nameof(FeatureRow.Number),
                    NumberOfThreads = 1,
                    L2Regularization = l2,
                    L1Regularization = l1,
                }),
        };
    }

    /// <inheritdoc/>
    protected override Featurizer Featurize(TrainingSet data) => LinearFeaturizing.Fit(data.Features);

    // Microsoft.ML's own choice lies near these for hundreds to tens of thousands of rows.
    private static Hyperparameter L2(LearningTask task) =>
        new("l2", task == LearningTask.Regression ? 1e-3 : 3e-5, 1e-6, 0.1, IsLogarithmic: true);
}
