using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Slipway.Learning.Models;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>The log loss of two classes.</summary>
internal sealed class LogisticObjective(double[] targets, double[]? weights) : BoostingObjective
{
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

    public override double Loss(Span<double> scores, double target)
    {
        double margin = target == 1 ? scores[0] : -scores[0];
        return Math.Max(-margin, 0) + double.LogP1(Math.Exp(-Math.Abs(margin)));
    }
}
