namespace Slipway.Learning.Training;

/// <summary>A model that grows round by round. Not safe for several threads at once.</summary>
public interface IStagedFit
{
    /// <summary>How long it should grow; the same for all rows of one schema and the same parameters.</summary>
    StagePlan Plan { get; }

    /// <summary>The mean loss of the validation rows after each round so far; the first is that of no round at all.</summary>
    IReadOnlyList<double> Losses { get; }

    /// <summary>Grows until there are so many rounds; does nothing where there are.</summary>
    /// <param name="rounds">How many in all.</param>
    /// <param name="cancellationToken">Ends the work early with an <see cref="OperationCanceledException"/>.</param>
    void GrowTo(int rounds, CancellationToken cancellationToken);

    /// <summary>The model of the first rounds: the same, byte for byte, as one that is trained with as many.</summary>
    /// <param name="rounds">How many, at most as many as there are.</param>
    ITrainedModel Take(int rounds);
}
