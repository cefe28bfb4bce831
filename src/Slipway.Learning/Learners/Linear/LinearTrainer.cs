using Slipway.Learning.Featurizing;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Linear;

/// <summary>Ridge, elastic net, logistic and softmax regression on standardised features; intercepts are not penalised.</summary>
internal sealed class LinearTrainer : ITrainer
{
    /// <summary>
    /// The weight of the penalty <c>l2 * ((1 - l1Share) * 0.5 * |w|^2 + l1Share * |w|)</c> beside the loss summed over the rows.
    /// </summary>
    public static readonly Hyperparameter L2Range = new("l2", 1, 1e-4, 1e3, IsLogarithmic: true);

    /// <summary>The part of the penalty on absolute weights, which sets many of them to 0: 0 is ridge, 1 is the lasso.</summary>
    public static readonly Hyperparameter L1ShareRange = new("l1Share", 0, 0, 1);

    /// <inheritdoc/>
    public string Name => "linear";

    /// <inheritdoc/>
    public bool Supports(LearningTask task) => true;

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters(LearningTask task) => [L2Range, L1ShareRange];

    /// <inheritdoc/>
    public ITrainingSession Prepare(TrainingSet data, TrainerOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfZero(data.RowCount);
        var featurizer = LinearFeaturizing.FitVarying(data.Features);
        return new LinearSession(data, featurizer, featurizer.Apply(data.Features), options);
    }
}
