namespace Slipway.Learning.Learners.Linear;

/// <summary>The log loss of several classes.</summary>
internal sealed class SoftmaxLoss(int classCount) : LinearLoss
{
    public override int ScoreCount => classCount;

    public override double Evaluate(Span<double> scores, int stride, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights)
    {
        double loss = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double weight = weights[i];
            double largest = double.NegativeInfinity;
            for (int at = i; at < scores.Length; at += stride)
            {
                largest = Math.Max(largest, scores[at]);
            }

            int target = i + ((int)targets[i] * stride);
            loss += weight * (largest - scores[target]);
            double sum = 0;
            for (int at = i; at < scores.Length; at += stride)
            {
                scores[at] = Math.Exp(scores[at] - largest);
                sum += scores[at];
            }

            loss += weight * Math.Log(sum);
            for (int at = i; at < scores.Length; at += stride)
            {
                scores[at] = weight * (scores[at] / sum);
            }

            scores[target] -= weight;
        }

        return loss;
    }
}
