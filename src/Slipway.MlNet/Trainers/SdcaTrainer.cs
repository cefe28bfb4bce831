using Microsoft.ML;
using Microsoft.ML.Trainers;
using Slipway.Learning.Featurizing;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.MlNet.Trainers;

/// <summary>Linear models fitted by stochastic dual coordinate ascent: logistic, maximum entropy, squared error.</summary>
internal sealed class SdcaTrainer : MlNetTrainer
{
    private static readonly Hyperparameter L2 = new("l2", 1e-5, 1e-7, 0.1, IsLogarithmic: true);
    private static readonly Hyperparameter L1 = new("l1", 0, 0, 1);

    /// <inheritdoc/>
    public override string Name => "mlnet/sdca";

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters(LearningTask task) => [L2, L1];

    /// <inheritdoc/>
    public override IEstimator<ITransformer> Learner(MLContext context, LearningTask task, ParameterSet parameters, int seed)
    {
        float l2 = (float)parameters.Get(L2), l1 = (float)parameters.Get(L1);
        return task switch
        {
            LearningTask.Binary => context.BinaryClassification.Trainers.SdcaLogisticRegression(
                new SdcaLogisticRegressionBinaryTrainer.Options
                {
                    LabelColumnName = nameof(FeatureRow.IsPositive), NumberOfThreads = 1, L2Regularization = l2, L1Regularization = l1,
                }),
            LearningTask.Multiclass => context.MulticlassClassification.Trainers.SdcaMaximumEntropy(
                new SdcaMaximumEntropyMulticlassTrainer.Options
                {
                    LabelColumnName = nameof(FeatureRow.ClassIndex), NumberOfThreads = 1, L2Regularization = l2, L1Regularization = l1,
                }),
            _ => context.Regression.Trainers.Sdca(
                new SdcaRegressionTrainer.Options
                {
                    LabelColumnName = nameof(FeatureRow.Number), NumberOfThreads = 1, L2Regularization = l2, L1Regularization = l1,
                }),
        };
    }

    /// <inheritdoc/>
    protected override Featurizer Featurize(TrainingSet data) => LinearFeaturizing.Fit(data.Features);
}
