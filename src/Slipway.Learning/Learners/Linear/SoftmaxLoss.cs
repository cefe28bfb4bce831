namespace Slipway.Learning.Learners.Linear;

/// <summary>The log loss of several classes.</summary>
internal sealed class SoftmaxLoss(int classCount) : LinearLoss
{
    public override int ScoreCount => classCount;

    public override double Evaluate(Span<double> scores, int stride, ReadOnlySpan<double> targets)
    {
        double loss = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double largest = double.NegativeInfinity;
            for (int at = i; at < scores.Length; at += stride)
            {
                largest = Math.Max(largest, scores[at]);
            }

            int target = i + ((int)targets[i] * stride);
            loss += largest - scores[target];
            double sum = 0;
            for (int at = i; at < scores.Length; at += stride)
            {
                scores[at] = Math.Exp(scores[at] - largest);
                sum += scores[at];
            }

            loss += Math.Log(sum);
            for (int at = i; at < scores.Length; at += stride)
            {
                scores[at] /= sum;
            }

            scores[target] -= 1;
        }

        return loss;
    }
}
