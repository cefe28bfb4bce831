namespace Slipway.Learning.Training;

/// <summary>A session whose models grow round by round, so that rows not learned from can tell when to stop.</summary>
public interface IStagedSession : ITrainingSession
{
    /// <summary>Begins a model.</summary>
    /// <param name="parameters">
    /// As for <see cref="ITrainingSession.Train"/>, but that the number of rounds does not matter.
    /// </param>
    /// <param name="validation">Rows to measure on, at least one, of the same schema; not learned from.</param>
    /// <returns>
    /// The model without a round yet. Several may grow by turns, but one call at a time goes on in all that belongs to a session.
    /// </returns>
    IStagedFit Start(ParameterSet parameters, TrainingSet validation);
}
