namespace Slipway.Learning.Learners.Linear;

/// <summary>A loss of raw scores.</summary>
internal abstract class LinearLoss
{
    /// <summary>The raw scores of a row.</summary>
    public abstract int ScoreCount { get; }

    /// <summary>The loss summed over rows.</summary>
    /// <param name="scores">
    /// Score-major <c>[ScoreCount, stride]</c>, of which the first numbers are used; overwritten with the derivative of the loss by each.
    /// </param>
    /// <param name="stride">The distance between the scores of a row.</param>
    /// <param name="targets">The targets of the rows.</param>
    /// <param name="weights">What each row counts.</param>
    public abstract double Evaluate(Span<double> scores, int stride, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights);
}
