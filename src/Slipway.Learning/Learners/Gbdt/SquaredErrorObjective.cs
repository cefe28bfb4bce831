using Slipway.Learning.Models;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>Half the squared error, on standardised targets.</summary>
internal sealed class SquaredErrorObjective : BoostingObjective
{
    private readonly TargetScale _scale;
    private readonly double[] _targets;

    public SquaredErrorObjective(double[] targets)
    {
        _scale = TargetScale.Of(targets);
        _targets = _scale.Standardize(targets);
    }

    public override double[] BaseScores => [0];

    public override OutputLink Link => OutputLink.Identity;

    public override double OutputScale => _scale.Deviation;

    public override double OutputOffset => _scale.Mean;

    public override void ComputeSlopes(double[][] scores, double[][] slopes)
    {
        for (int i = 0; i < _targets.Length; i++)
        {
            Write(slopes[0], i, scores[0][i] - _targets[i], 1);
        }
    }
}
