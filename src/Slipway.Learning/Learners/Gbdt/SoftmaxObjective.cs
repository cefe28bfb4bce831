using Slipway.Learning.Models;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>The log loss of several classes.</summary>
internal sealed class SoftmaxObjective(double[] targets, double[]? weights, int classCount) : BoostingObjective
{
    // Half a row of a class that these rows lack keeps its logarithm finite.
    public override double[] BaseScores { get; } =
        [.. Enumerable.Range(0, classCount).Select(k => Math.Log(Math.Max(WeightOf(targets, weights, k), 0.5) / targets.Length))];

    public override OutputLink Link => OutputLink.Softmax;

    public override void ComputeSlopes(double[][] scores, double[][] gradients, double[][] hessians, int start, int end)
    {
        Span<double> row = new double[classCount];
        for (int i = start; i < end; i++)
        {
            for (int k = 0; k < row.Length; k++)
            {
                row[k] = scores[k][i];
            }

            Links.Softmax(row);
            for (int k = 0; k < row.Length; k++)
            {
                gradients[k][i] = row[k] - (targets[i] == k ? 1 : 0);
                hessians[k][i] = row[k] * (1 - row[k]);
            }
        }
    }

    public override double Loss(Span<double> scores, double target)
    {
        double largest = scores[0], sum = 0;
        foreach (double score in scores)
        {
            largest = Math.Max(largest, score);
        }

        foreach (double score in scores)
        {
            sum += Math.Exp(score - largest);
        }

        return Math.Log(sum) + largest - scores[(int)target];
    }
}
