namespace Slipway.Learning.Training;

/// <summary>A model at each of its rounds. Immutable.</summary>
/// <param name="losses">The mean loss of the validation rows after each round; the first is that of no round at all.</param>
/// <param name="takeRounds">Makes the model of the first so many rounds.</param>
public sealed class StagedFit(IReadOnlyList<double> losses, Func<int, ITrainedModel> takeRounds)
{
    /// <summary>The mean loss of the validation rows after each round; the first is that of no round at all.</summary>
    public IReadOnlyList<double> Losses { get; } = losses;

    /// <summary>The number of rounds with the least loss; the fewest among equals.</summary>
    public int BestRounds { get; } = Enumerable.Range(0, losses.Count).MinBy(round => losses[round]);

    /// <summary>The model of the first rounds.</summary>
    /// <param name="rounds">How many, at most as many as there are.</param>
    public ITrainedModel Take(int rounds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rounds);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rounds, Losses.Count);
        return takeRounds(rounds);
    }
}
