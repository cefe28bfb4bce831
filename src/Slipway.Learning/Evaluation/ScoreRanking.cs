namespace Slipway.Learning.Evaluation;

/// <summary>
/// What a threshold on the probability of one class would accept, for each threshold that makes a difference: rows with equal
/// probabilities are accepted together. Thresholds fall, counts rise.
/// </summary>
internal sealed class ScoreRanking
{
    private ScoreRanking(float[] thresholds, int[] truePositives, int[] falsePositives)
        => (Thresholds, TruePositives, FalsePositives) = (thresholds, truePositives, falsePositives);

    public float[] Thresholds { get; }

    /// <summary>Rows of the class at or above each threshold.</summary>
    public int[] TruePositives { get; }

    /// <summary>Rows of other classes at or above each threshold.</summary>
    public int[] FalsePositives { get; }

    public int Positives => TruePositives.Length == 0 ? 0 : TruePositives[^1];

    public int Negatives => FalsePositives.Length == 0 ? 0 : FalsePositives[^1];

    public static ScoreRanking Of(scoped in EvaluatedRows rows, int classIndex)
    {
        int count = rows.Targets.Length;
        var scores = new float[count];
        var isPositive = new bool[count];
        for (int i = 0; i < count; i++)
        {
            scores[i] = rows.Predictions[(i * rows.Width) + classIndex];
            isPositive[i] = rows.Targets[i] == classIndex;
        }

        Array.Sort(scores, isPositive);
        var thresholds = new List<float>();
        var truePositives = new List<int>();
        var falsePositives = new List<int>();
        int positives = 0;
        for (int i = count - 1; i >= 0; i--)
        {
            positives += isPositive[i] ? 1 : 0;
            if (i == 0 || scores[i - 1] != scores[i])
            {
                thresholds.Add(scores[i]);
                truePositives.Add(positives);
                falsePositives.Add(count - i - positives);
            }
        }

        return new ScoreRanking([.. thresholds], [.. truePositives], [.. falsePositives]);
    }

    /// <summary>
    /// The area under the ROC curve: the share of pairs of a positive and a negative row in which the positive one has the higher
    /// score, a tie counting half (Hanley and McNeil, 1982). NaN without rows on both sides.
    /// </summary>
    public double AreaUnderRoc()
    {
        double wonPairs = 0;
        int positivesAbove = 0;
        int negativesAbove = 0;
        for (int i = 0; i < Thresholds.Length; i++)
        {
            double negativesHere = FalsePositives[i] - negativesAbove;
            double positivesHere = TruePositives[i] - positivesAbove;
            wonPairs += negativesHere * (positivesAbove + (positivesHere / 2));
            (positivesAbove, negativesAbove) = (TruePositives[i], FalsePositives[i]);
        }

        return wonPairs / ((double)Positives * Negatives);
    }

    /// <summary>The precision at each threshold, weighted by the recall that the threshold adds. NaN without positives.</summary>
    public double AveragePrecision()
    {
        double sum = 0;
        int positivesAbove = 0;
        for (int i = 0; i < Thresholds.Length; i++)
        {
            sum += (TruePositives[i] - positivesAbove) * ((double)TruePositives[i] / (TruePositives[i] + FalsePositives[i]));
            positivesAbove = TruePositives[i];
        }

        return sum / Positives;
    }
}
