namespace Slipway.Learning.Learners.Gbdt;

/// <summary>Sums over the rows of a node.</summary>
/// <param name="Gradient">Of the first derivatives.</param>
/// <param name="Hessian">Of the second derivatives.</param>
/// <param name="Count">The rows.</param>
internal readonly record struct NodeSums(double Gradient, double Hessian, int Count)
{
    public static NodeSums operator -(NodeSums whole, NodeSums part) =>
        new(whole.Gradient - part.Gradient, whole.Hessian - part.Hessian, whole.Count - part.Count);

    /// <summary>The score that reduces the loss the most (Chen and Guestrin 2016, equation 5).</summary>
    public double BestScore(double l2) => Hessian + l2 > 0 ? -Gradient / (Hessian + l2) : 0;

    /// <summary>Twice what that score takes off the loss (equation 6).</summary>
    public double Quality(double l2) => Hessian + l2 > 0 ? Gradient * Gradient / (Hessian + l2) : 0;
}
