namespace Slipway.Learning.Learners.Linear;

/// <summary>Half the squared error.</summary>
internal sealed class SquaredLoss : LinearLoss
{
    public override int ScoreCount => 1;

    public override double Evaluate(Span<double> scores, int stride, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights)
    {
        double loss = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double difference = scores[i] - targets[i];
            scores[i] = weights[i] * difference;
            loss += 0.5 * scores[i] * difference;
        }

        return loss;
    }
}
