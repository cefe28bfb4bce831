namespace Slipway.Learning.Training;

/// <summary>A session whose models grow round by round, so that rows not learned from can tell when to stop.</summary>
public interface IStagedSession : ITrainingSession
{
    /// <summary>The hyperparameter that counts the rounds.</summary>
    Hyperparameter Rounds { get; }

    /// <summary>Fits a model and measures it after each round.</summary>
    /// <param name="parameters">As for <see cref="ITrainingSession.Train"/>; the number of rounds is the most there will be.</param>
    /// <param name="validation">Rows to measure on, of the same schema; not learned from.</param>
    /// <param name="patience">Ends after so many rounds without a better loss than before; at least 1.</param>
    /// <param name="cancellationToken">Ends the work early with an <see cref="OperationCanceledException"/>.</param>
    StagedFit TrainStaged(ParameterSet parameters, TrainingSet validation, int patience, CancellationToken cancellationToken);
}
