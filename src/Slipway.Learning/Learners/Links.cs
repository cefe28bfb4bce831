using Slipway.Learning.Featurizing;
using Slipway.Learning.Models;

namespace Slipway.Learning.Learners;

/// <summary>Turns raw scores into predictions.</summary>
internal static class Links
{
    /// <summary>The logistic function.</summary>
    public static double Logistic(double score)
    {
        // The exponent of a negative number cannot overflow.
        double small = Math.Exp(-Math.Abs(score));
        return score >= 0 ? 1 / (1 + small) : small / (1 + small);
    }

    /// <summary>Replaces scores by their softmax.</summary>
    public static void Softmax(Span<double> scores)
    {
        double largest = double.NegativeInfinity;
        foreach (double score in scores)
        {
            largest = Math.Max(largest, score);
        }

        double sum = 0;
        for (int k = 0; k < scores.Length; k++)
        {
            scores[k] = Math.Exp(scores[k] - largest);
            sum += scores[k];
        }

        for (int k = 0; k < scores.Length; k++)
        {
            scores[k] /= sum;
        }
    }

    /// <summary>Whether probabilities are made of raw scores, which can be scaled.</summary>
    public static bool HasScores(OutputLink link) => link is OutputLink.Logistic or OutputLink.Softmax;

    /// <summary>What is added to raw scores when they are scaled and shifted, one a score.</summary>
    /// <param name="link">A link of scores.</param>
    /// <param name="added">What is added before.</param>
    /// <param name="slope">What scores are multiplied by.</param>
    /// <param name="offsets">What is added after, one a class.</param>
    public static float[] ScaleScores(OutputLink link, float[] added, float slope, ReadOnlySpan<float> offsets)
    {
        var scaled = new float[added.Length];
        for (int k = 0; k < scaled.Length; k++)
        {
            // One score stands for the distance of the second class from the first.
            scaled[k] = (added[k] * slope) + (link == OutputLink.Logistic ? offsets[1] - offsets[0] : offsets[k]);
        }

        return scaled;
    }

    /// <summary>The number of predictions for a number of raw scores.</summary>
    public static int OutputWidth(OutputLink link, int scores) => link == OutputLink.Logistic ? 2 : scores;

    /// <summary>Writes the prediction of one row.</summary>
    /// <param name="link">The link.</param>
    /// <param name="scores">The raw scores of the row; overwritten.</param>
    /// <param name="output">Receives the prediction.</param>
    public static void Apply(OutputLink link, Span<double> scores, Span<float> output)
    {
        if (link == OutputLink.Logistic)
        {
            output[0] = (float)Logistic(-scores[0]);
            output[1] = (float)Logistic(scores[0]);
            return;
        }

        if (link == OutputLink.Softmax)
        {
            Softmax(scores);
        }

        if (link == OutputLink.Exponential)
        {
            scores[0] = Math.Exp(scores[0]);
        }

        for (int k = 0; k < scores.Length; k++)
        {
            output[k] = Float32.FromDouble(scores[k]);
        }
    }

    /// <summary>Fails where the caller's buffer does not fit.</summary>
    public static void CheckOutput(int length, int rowCount, int outputWidth)
    {
        if (length != rowCount * outputWidth)
        {
            throw new ArgumentException($"The output holds {length} numbers; {rowCount} rows of {outputWidth} need {rowCount * outputWidth}.", "output");
        }
    }
}
