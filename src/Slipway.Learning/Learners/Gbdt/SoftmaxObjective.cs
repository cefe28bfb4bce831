using Slipway.Learning.Models;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>The log loss of several classes.</summary>
internal sealed class SoftmaxObjective(double[] targets, int classCount) : BoostingObjective
{
    // Half a row of a class that these rows lack keeps its logarithm finite.
    public override double[] BaseScores { get; } =
        [.. Enumerable.Range(0, classCount).Select(k => Math.Log(Math.Max(targets.Count(t => t == k), 0.5) / targets.Length))];

    public override OutputLink Link => OutputLink.Softmax;

    public override void ComputeSlopes(double[][] scores, double[][] slopes)
    {
        Span<double> row = new double[classCount];
        for (int i = 0; i < targets.Length; i++)
        {
            for (int k = 0; k < row.Length; k++)
            {
                row[k] = scores[k][i];
            }

            Links.Softmax(row);
            for (int k = 0; k < row.Length; k++)
            {
                Write(slopes[k], i, row[k] - (targets[i] == k ? 1 : 0), row[k] * (1 - row[k]));
            }
        }
    }
}
