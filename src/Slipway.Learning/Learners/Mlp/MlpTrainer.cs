using Slipway.Learning.Featurizing;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Mlp;

/// <summary>
/// A small dense network: one to three hidden layers of rectifiers on standardised features, trained by Adam with dropout, and stopped
/// early by rows set aside.
/// </summary>
internal sealed class MlpTrainer : ITrainer
{
    /// <inheritdoc/>
    public string Name => "mlp";

    /// <inheritdoc/>
    public bool Supports(LearningTask task) => true;

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters(LearningTask task) => MlpParameters.All;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No column varies, so that there is nothing to learn from.</exception>
    public ITrainingSession Prepare(TrainingSet data, TrainerOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfZero(data.RowCount);
        var featurizer = LinearFeaturizing.FitVarying(data.Features);
        return new MlpSession(data, featurizer, featurizer.Apply(data.Features), options);
    }
}
