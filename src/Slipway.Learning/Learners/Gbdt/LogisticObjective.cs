using Slipway.Learning.Models;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>The log loss of two classes.</summary>
internal sealed class LogisticObjective(double[] targets) : BoostingObjective
{
    // Half a row of a class that these rows lack keeps the odds finite.
    public override double[] BaseScores { get; } =
        [Math.Log(Math.Max(targets.Count(t => t == 1), 0.5) / Math.Max(targets.Count(t => t == 0), 0.5))];

    public override OutputLink Link => OutputLink.Logistic;

    public override void ComputeSlopes(double[][] scores, double[][] slopes)
    {
        for (int i = 0; i < targets.Length; i++)
        {
            double probability = Links.Logistic(scores[0][i]);
            Write(slopes[0], i, probability - targets[i], probability * (1 - probability));
        }
    }
}
