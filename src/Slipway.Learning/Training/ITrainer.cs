using Slipway.Learning.Schemas;

namespace Slipway.Learning.Training;

/// <summary>A family of learners, such as <c>gbdt</c>. Stateless; safe to use from several threads.</summary>
public interface ITrainer
{
    /// <summary>The name that a spec uses, such as <c>gbdt</c> or <c>mlnet/lightgbm</c>.</summary>
    string Name { get; }

    /// <summary>Whether it can learn this task.</summary>
    bool Supports(LearningTask task);

    /// <summary>What a search may vary, each with a default that works well untuned.</summary>
    /// <param name="task">What is predicted.</param>
    IReadOnlyList<Hyperparameter> Hyperparameters(LearningTask task);

    /// <summary>
    /// Does what all trials on these rows share: fits the featurizing on them, bins columns. Everything is fitted on these rows only.
    /// </summary>
    /// <param name="data">The rows to learn from.</param>
    /// <param name="options">Seed and threads.</param>
    ITrainingSession Prepare(TrainingSet data, TrainerOptions options);
}
