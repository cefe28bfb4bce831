namespace Slipway.Learning.Learners.Linear;

/// <summary>The log loss of two classes, 0 and 1.</summary>
internal sealed class LogisticLoss : LinearLoss
{
    public override int ScoreCount => 1;

    public override double Evaluate(Span<double> scores, int stride, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights)
    {
        double loss = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double score = scores[i], small = Math.Exp(-Math.Abs(score)), weight = weights[i];
            loss += weight * (Math.Log(1 + small) + Math.Max(score, 0) - (targets[i] * score));
            scores[i] = weight * ((score >= 0 ? 1 / (1 + small) : small / (1 + small)) - targets[i]);
        }

        return loss;
    }
}
