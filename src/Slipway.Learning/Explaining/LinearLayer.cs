namespace Slipway.Learning.Explaining;

/// <summary>
/// Weighted sums. A column contributes its weight times its value: its Shapley value where its mean is 0, which holds for the models that
/// are trained here, as they count from the means of the training rows (Lundberg and Lee 2017, corollary 1).
/// </summary>
/// <param name="inputSlot">The slot of the tensor of columns.</param>
/// <param name="weights">Row-major <c>[scores, columns]</c>.</param>
/// <param name="intercepts">One a score.</param>
internal sealed class LinearLayer(int inputSlot, double[] weights, double[] intercepts) : ScoreLayer(inputSlot)
{
    private readonly int _width = weights.Length / intercepts.Length;

    public int ScoreCount => intercepts.Length;

    public override bool Uses(int column)
    {
        for (int i = column; i < weights.Length; i += _width)
        {
            if (weights[i] != 0)
            {
                return true;
            }
        }

        return false;
    }

    public override double Explain(ReadOnlySpan<float> row, int score, Span<double> contributions)
    {
        var ofScore = weights.AsSpan(score * _width, _width);
        for (int i = 0; i < ofScore.Length; i++)
        {
            contributions[i] += ofScore[i] * row[i];
        }

        return intercepts[score];
    }
}
