using Slipway.Learning.Featurizing;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Linear;

/// <summary>Ridge, logistic and softmax regression on standardised features; intercepts are not penalised.</summary>
internal sealed class LinearTrainer : ITrainer
{
    /// <summary>The weight of the penalty <c>0.5 * l2 * |w|^2</c> beside the loss summed over the rows.</summary>
    public static readonly Hyperparameter L2Range = new("l2", 1, 1e-4, 1e3, IsLogarithmic: true);

    /// <inheritdoc/>
    public string Name => "linear";

    /// <inheritdoc/>
    public bool Supports(LearningTask task) => true;

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters(LearningTask task) => [L2Range];

    /// <inheritdoc/>
    public ITrainingSession Prepare(TrainingSet data, TrainerOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfZero(data.RowCount);
        var featurizer = LinearFeaturizing.FitVarying(data.Features);
        return new LinearSession(data, featurizer, featurizer.Apply(data.Features), options);
    }
}
