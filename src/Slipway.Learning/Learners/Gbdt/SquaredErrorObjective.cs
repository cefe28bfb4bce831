using Slipway.Learning.Models;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>Half the squared error, on standardised targets.</summary>
internal sealed class SquaredErrorObjective : BoostingObjective
{
    private readonly TargetScale _scale;
    private readonly double[] _targets;

    public SquaredErrorObjective(double[] targets, double[]? weights)
    {
        _scale = TargetScale.Of(targets);
        _targets = _scale.Standardize(targets);
        BaseScores = [weights is null ? 0 : _targets.Zip(weights, (target, weight) => target * weight / targets.Length).Sum()];
    }

    public override double[] BaseScores { get; }

    public override OutputLink Link => OutputLink.Identity;

    public override double OutputScale => _scale.Deviation;

    public override double OutputOffset => _scale.Mean;

    public override void ComputeSlopes(double[][] scores, double[][] gradients, double[][] hessians, int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            gradients[0][i] = scores[0][i] - _targets[i];
        }

        hessians[0].AsSpan(start, end - start).Fill(1);
    }

    public override double Loss(Span<double> scores, double target)
    {
        double error = scores[0] - _scale.Standardize(target);
        return error * error / 2;
    }
}
