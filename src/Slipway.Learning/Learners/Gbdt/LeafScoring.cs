namespace Slipway.Learning.Learners.Gbdt;

/// <summary>
/// The score of a leaf and what it takes off the loss (Chen and Guestrin 2016, equations 5 and 6, with an absolute penalty).
/// </summary>
internal static class LeafScoring
{
    /// <summary>The score within the bounds that reduces the loss the most.</summary>
    public static double Score(double gradient, double hessian, GbdtParameters parameters, ScoreBounds bounds)
    {
        double weight = hessian + parameters.L2;
        double pull = Math.CopySign(Math.Max(Math.Abs(gradient) - parameters.L1, 0), gradient);
        return Math.Clamp(weight > 0 ? -pull / weight : 0, bounds.Lower, bounds.Upper);
    }

    /// <summary>Twice what the best score within the bounds takes off the loss.</summary>
    public static double Quality(double gradient, double hessian, GbdtParameters parameters, ScoreBounds bounds) =>
        QualityAt(Score(gradient, hessian, parameters, bounds), gradient, hessian, parameters);

    /// <summary>Twice what a score takes off the loss.</summary>
    public static double QualityAt(double score, double gradient, double hessian, GbdtParameters parameters) =>
        -((2 * gradient * score) + ((hessian + parameters.L2) * score * score) + (2 * parameters.L1 * Math.Abs(score)));
}
