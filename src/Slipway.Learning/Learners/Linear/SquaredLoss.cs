namespace Slipway.Learning.Learners.Linear;

/// <summary>Half the squared error.</summary>
internal sealed class SquaredLoss : LinearLoss
{
    public override int ScoreCount => 1;

    public override double Evaluate(Span<double> scores, int stride, ReadOnlySpan<double> targets)
    {
        double loss = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            scores[i] -= targets[i];
            loss += 0.5 * scores[i] * scores[i];
        }

        return loss;
    }
}
