using Microsoft.ML;
using Slipway.Learning.Featurizing;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.MlNet.Trainers;

/// <summary>A trainer of Microsoft.ML. It learns from the features that Slipway makes, on one thread, so that models are reproducible.</summary>
internal abstract class MlNetTrainer : ITrainer
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public bool Supports(LearningTask task) => true;

    /// <inheritdoc/>
    public abstract IReadOnlyList<Hyperparameter> Hyperparameters(LearningTask task);

    /// <inheritdoc/>
    public ITrainingSession Prepare(TrainingSet data, TrainerOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfZero(data.RowCount);
        Check(data);
        return new MlNetSession(this, data, Featurize(data), options.Seed);
    }

    /// <summary>What Microsoft.ML fits.</summary>
    /// <param name="context">Its context, seeded.</param>
    /// <param name="task">What is predicted.</param>
    /// <param name="parameters">The values of a trial.</param>
    /// <param name="seed">For the trainers that do not take the seed of the context.</param>
    public abstract IEstimator<ITransformer> Learner(MLContext context, LearningTask task, ParameterSet parameters, int seed);

    /// <summary>Fits the features, none of which may be missing: Microsoft.ML's trainers skip rows that lack one.</summary>
    protected abstract Featurizer Featurize(TrainingSet data);

    /// <summary>Refuses rows that the trainer cannot learn from.</summary>
    /// <exception cref="InvalidOperationException">It cannot.</exception>
    protected virtual void Check(TrainingSet data)
    {
    }
}
