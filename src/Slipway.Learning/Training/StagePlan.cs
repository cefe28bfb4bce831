namespace Slipway.Learning.Training;

/// <summary>How long a model should grow.</summary>
/// <param name="FirstLook">The rounds after which it shows how promising it is.</param>
/// <param name="Patience">It ends after so many rounds that do not gain enough.</param>
/// <param name="Most">The most rounds, at least <paramref name="FirstLook"/>.</param>
public sealed record StagePlan(int FirstLook, int Patience, int Most)
{
    /// <summary>What is enough: a loss below the least one before by more than this share of it. Default: 0.</summary>
    public double LeastGain { get; init; }

    /// <summary>Whether a model should grow no more.</summary>
    /// <param name="losses">The loss after each round so far; the first is that of no round.</param>
    public bool IsDone(IReadOnlyList<double> losses)
    {
        int rounds = losses.Count - 1, recent = Math.Max(0, rounds - Patience);
        return rounds >= Most || (rounds > Patience && !(losses.Skip(recent + 1).Min() < losses.Take(recent + 1).Min() * (1 - LeastGain)));
    }
}
