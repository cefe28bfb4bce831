using Slipway.Learning.Models;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>
/// The quantile loss (Koenker and Bassett 1978), on standardised targets; at 0.5, half the absolute error. Its second derivative is 0, so
/// trees are split as if it were 1, and each leaf then takes the quantile of what its rows lack (Friedman 2001, algorithm 3).
/// </summary>
internal sealed class QuantileObjective : BoostingObjective
{
    private readonly TargetScale _scale;
    private readonly double[] _targets;
    private readonly double[]? _weights;
    private readonly double _quantile;

    public QuantileObjective(double[] targets, double[]? weights, double quantile)
    {
        _scale = TargetScale.Of(targets);
        (_targets, _weights, _quantile) = (_scale.Standardize(targets), weights, quantile);
        int[] rows = [.. Enumerable.Range(0, targets.Length)];
        BaseScores = [QuantileOfLacks(rows, new double[targets.Length])];
    }

    public override double[] BaseScores { get; }

    public override OutputLink Link => OutputLink.Identity;

    public override double OutputScale => _scale.Deviation;

    public override double OutputOffset => _scale.Mean;

    public override void ComputeSlopes(double[][] scores, double[][] gradients, double[][] hessians, int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            gradients[0][i] = scores[0][i] < _targets[i] ? -_quantile : 1 - _quantile;
        }

        hessians[0].AsSpan(start, end - start).Fill(1);
    }

    public override double Loss(Span<double> scores, double target)
    {
        double lack = _scale.Standardize(target) - scores[0];
        return lack > 0 ? _quantile * lack : (_quantile - 1) * lack;
    }

    public override double LeafScore(ReadOnlySpan<int> rows, double[] scores, double newton, GbdtParameters parameters) =>
        QuantileOfLacks(rows, scores);

    private double QuantileOfLacks(ReadOnlySpan<int> rows, double[] scores)
    {
        var lacks = new double[rows.Length];
        var weights = new double[rows.Length];
        double total = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            lacks[i] = _targets[rows[i]] - scores[rows[i]];
            weights[i] = _weights?[rows[i]] ?? 1;
            total += weights[i];
        }

        Array.Sort(lacks, weights);
        double below = 0;
        for (int i = 0; i < lacks.Length - 1; i++)
        {
            below += weights[i];
            if (below > _quantile * total)
            {
                return lacks[i];
            }

            // Exactly at the quantile, the middle to the next one: the usual median of an even number of rows.
            if (below == _quantile * total && below > 0)
            {
                return (lacks[i] + lacks[i + 1]) / 2;
            }
        }

        return lacks[^1];
    }
}
