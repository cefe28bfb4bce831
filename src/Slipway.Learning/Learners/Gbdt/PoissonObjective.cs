using Slipway.Learning.Models;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>The deviance of Poisson counts, with the logarithm of the mean as the score, relative to the overall mean.</summary>
internal sealed class PoissonObjective : BoostingObjective
{
    /// <summary>Makes the second derivative larger, so that steps are shorter where the mean would overshoot.</summary>
    private const double Caution = 0.7;

    /// <summary>A mean may not be farther than this factor's logarithm from the overall one: its exponent must stay finite.</summary>
    private const double MaxScore = 40;

    private readonly double[] _targets;
    private readonly double _mean;

    /// <exception cref="InvalidOperationException">A target is negative, or all are 0.</exception>
    public PoissonObjective(double[] targets, double[]? weights)
    {
        double lowest = targets.Min(), largest = targets.Max();
        if (lowest < 0 || largest <= 0)
        {
            throw new InvalidOperationException(
                "The loss poisson is for counts: numbers of at least 0, some of them above 0. Use another loss for these targets.");
        }

        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            sum += targets[i] / largest * (weights?[i] ?? 1);
        }

        // Rows of weight 0 may be the only ones above 0.
        double share = Math.Max(sum / targets.Length, double.Epsilon * (1L << 52));
        _mean = Math.Max(largest * share, double.Epsilon * (1L << 52));
        _targets = Array.ConvertAll(targets, target => target / largest / share);
    }

    public override double[] BaseScores { get; } = [0];

    public override OutputLink Link => OutputLink.Exponential;

    public override double OutputOffset => Math.Log(_mean);

    public override void ComputeSlopes(double[][] scores, double[][] gradients, double[][] hessians, int start, int end)
    {
        double caution = Math.Exp(Caution);
        for (int i = start; i < end; i++)
        {
            double mean = Math.Exp(Math.Clamp(scores[0][i], -MaxScore, MaxScore));
            gradients[0][i] = mean - _targets[i];
            hessians[0][i] = mean * caution;
        }
    }

    public override double Loss(Span<double> scores, double target)
    {
        double score = Math.Clamp(scores[0], -MaxScore, MaxScore);
        return Math.Exp(score) - (target / _mean * score);
    }
}
