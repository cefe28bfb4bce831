namespace Slipway.Learning.Learners.Gbdt;

/// <summary>What a split is judged by: the sums of its node, and between which scores its leaves must stay.</summary>
/// <param name="Sums">The sums of the node's rows.</param>
/// <param name="Units">What they stand for.</param>
/// <param name="Bounds">The scores allowed.</param>
internal readonly record struct NodeState(SlopeSums Sums, SlopeUnits Units, ScoreBounds Bounds)
{
    /// <summary>The sum of the first derivatives.</summary>
    public double Gradient { get; } = Units.GradientOf(Sums);

    /// <summary>The sum of the second derivatives.</summary>
    public double Hessian { get; } = Units.HessianOf(Sums);

    /// <summary>The rows.</summary>
    public int Count { get; } = Units.CountOf(Sums);
}
