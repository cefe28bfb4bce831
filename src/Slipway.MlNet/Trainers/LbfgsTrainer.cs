using Microsoft.ML;
using Microsoft.ML.Trainers;
using Slipway.Learning.Featurizing;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.MlNet.Trainers;

/// <summary>
/// Linear models fitted by L-BFGS: logistic and maximum entropy; for numbers a Poisson regression, the one that Microsoft.ML has.
/// </summary>
internal sealed class LbfgsTrainer : MlNetTrainer
{
    private static readonly Hyperparameter L2 = new("l2", 1, 1e-3, 100, IsLogarithmic: true);
    private static readonly Hyperparameter L1 = new("l1", 1, 1e-3, 10, IsLogarithmic: true);

    /// <inheritdoc/>
    public override string Name => "mlnet/lbfgs";

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters(LearningTask task) => [L2, L1];

    /// <inheritdoc/>
    public override IEstimator<ITransformer> Learner(MLContext context, LearningTask task, ParameterSet parameters, int seed)
    {
        float l2 = (float)parameters.Get(L2), l1 = (float)parameters.Get(L1);
        return task switch
        {
            LearningTask.Binary => context.BinaryClassification.Trainers.LbfgsLogisticRegression(
                new LbfgsLogisticRegressionBinaryTrainer.Options
                {
                    LabelColumnName = nameof(FeatureRow.IsPositive),
                    NumberOfThreads = 1,
                    L2Regularization = l2,
                    L1Regularization = l1,
                }),
            LearningTask.Multiclass => context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
                new LbfgsMaximumEntropyMulticlassTrainer.Options
                {
                    LabelColumnName = nameof(FeatureRow.ClassIndex),
                    NumberOfThreads = 1,
                    L2Regularization = l2,
                    L1Regularization = l1,
                }),
            _ => context.Regression.Trainers.LbfgsPoissonRegression(
                new LbfgsPoissonRegressionTrainer.Options
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

    /// <inheritdoc/>
    protected override void Check(TrainingSet data)
    {
        if (data.Schema.Task == LearningTask.Regression && data.Targets.Min() < 0)
        {
            throw new InvalidOperationException(
                $"{Name} fits a Poisson regression, which takes no label below 0; the least here is {data.Targets.Min()}. Take it off the list.");
        }
    }
}
