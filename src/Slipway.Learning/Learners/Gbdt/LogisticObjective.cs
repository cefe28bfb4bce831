using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Slipway.Learning.Models;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>The log loss of two classes.</summary>
internal sealed class LogisticObjective(double[] targets, double[]? weights) : BoostingObjective
{
    /// <summary>
    /// Leaves of fewer rows keep their first step: it mostly falls short, which there is as good as a penalty. So it was in
    /// cross-validation on data sets of a few hundred rows; on tens of thousands, a second step makes a better model of as many trees.
    /// </summary>
    private const int RowsOfSecondStep = 200;

    // Half a row of a class that these rows lack keeps the odds finite.
    public override double[] BaseScores { get; } =
        [Math.Log(Math.Max(WeightOf(targets, weights, 1), 0.5) / Math.Max(WeightOf(targets, weights, 0), 0.5))];

    public override OutputLink Link => OutputLink.Logistic;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void ComputeSlopes(double[][] scores, double[][] gradients, double[][] hessians, int start, int end)
    {
        int row = start, lanes = Vector256<double>.Count;
        for (; row <= end - lanes; row += lanes)
        {
            // An exponent too large for a number makes the probability 0, as it should.
            var probability = Vector256<double>.One
                / (Vector256<double>.One + Vector256.Exp(-Vector256.LoadUnsafe(ref scores[0][0], (nuint)row)));
            (probability - Vector256.LoadUnsafe(ref targets[0], (nuint)row)).StoreUnsafe(ref gradients[0][0], (nuint)row);
            (probability * (Vector256<double>.One - probability)).StoreUnsafe(ref hessians[0][0], (nuint)row);
        }

        for (; row < end; row++)
        {
            double probability = Links.Logistic(scores[0][row]);
            gradients[0][row] = probability - targets[row];
            hessians[0][row] = probability * (1 - probability);
        }
    }

    /// <summary>A second step of Newton's method from where the first leads, as far as it is sure to lead to a smaller loss.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double LeafScore(ReadOnlySpan<int> rows, double[] scores, double newton, GbdtParameters parameters)
    {
        if (rows.Length < RowsOfSecondStep)
        {
            return newton;
        }

        Vector256<double> gradients = Vector256<double>.Zero, hessians = Vector256<double>.Zero, step = Vector256.Create(newton);
        int whole = rows.Length - (rows.Length % Vector256<double>.Count);
        for (int i = 0; i < whole; i += Vector256<double>.Count)
        {
            var lanes = rows.Slice(i, Vector256<double>.Count);
            var probability = Vector256<double>.One / (Vector256<double>.One + Vector256.Exp(-(At(scores, lanes) + step)));
            var weight = weights is null ? Vector256<double>.One : At(weights, lanes);
            gradients += weight * (probability - At(targets, lanes));
            hessians += weight * probability * (Vector256<double>.One - probability);
        }

        double gradient = Vector256.Sum(gradients) + (parameters.L2 * newton) + (parameters.L1 * Math.Sign(newton));
        double hessian = Vector256.Sum(hessians) + parameters.L2;
        foreach (int row in rows[whole..])
        {
            double probability = Links.Logistic(scores[row] + newton), weight = weights?[row] ?? 1;
            gradient += weight * (probability - targets[row]);
            hessian += weight * probability * (1 - probability);
        }

        // The loss is convex and falls from 0 towards the first step: its minimum lies on that side. Where curvature is nearly gone a step
        // says little of how far.
        return hessian > 0
            ? Math.Clamp(newton - (gradient / hessian), Math.Min(0, 2 * newton), Math.Max(0, 2 * newton))
            : newton;
    }

    public override double Loss(Span<double> scores, double target)
    {
        double margin = target == 1 ? scores[0] : -scores[0];
        return Math.Max(-margin, 0) + double.LogP1(Math.Exp(-Math.Abs(margin)));
    }

    private static Vector256<double> At(double[] values, ReadOnlySpan<int> rows) =>
        Vector256.Create(values[rows[0]], values[rows[1]], values[rows[2]], values[rows[3]]);
}
