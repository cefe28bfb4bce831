namespace Slipway.Learning.Training;

/// <summary>Rows made ready for one trainer. <see cref="Train"/> may be called several times, one call at a time.</summary>
public interface ITrainingSession
{
    /// <summary>Fits a model.</summary>
    /// <param name="parameters">A value for each hyperparameter of the trainer; what is left out takes its default.</param>
    /// <param name="cancellationToken">Ends the work early with an <see cref="OperationCanceledException"/>.</param>
    ITrainedModel Train(ParameterSet parameters, CancellationToken cancellationToken);
}
