using Slipway.Learning.Randomness;

namespace Slipway.Learning.Performance;

/// <summary>Decides whether the scores of a class need a map to probabilities, and fits it.</summary>
internal static class ScoreCalibration
{
    private const int Splits = 10;
    private const double TestShare = 0.1;

    // A class that is told apart perfectly gives a step, which no held-out row can improve.
    private const double PerfectAuc = 0.999;
    private const int MinRowsOfClass = 10;

    /// <summary>
    /// The map, or null where the scores are better left alone: rows held out ten times, a tenth of each class at a time, show whether
    /// mapped scores are nearer to the frequencies than raw ones.
    /// </summary>
    /// <param name="scores">The model's probability of the class.</param>
    /// <param name="outcomes">1 where the row is of the class, else 0.</param>
    /// <param name="seed">Decides which rows are held out.</param>
    public static IsotonicCurve? Fit(double[] scores, double[] outcomes, int seed)
    {
        int positives = outcomes.Count(outcome => outcome == 1);
        bool isSmall = Math.Min(positives, outcomes.Length - positives) < MinRowsOfClass;
        if (isSmall || WeightedRanking.Of(scores, outcomes).AreaUnderRoc() > PerfectAuc)
        {
            return null;
        }

        var raw = new List<double>();
        var mapped = new List<double>();
        var actual = new List<double>();
        for (int split = 0; split < Splits; split++)
        {
            bool[] isTest = HoldOut(outcomes, unchecked((seed * 1_000_003L) + split));
            int[] train = [.. Enumerable.Range(0, scores.Length).Where(i => !isTest[i])];
            var curve = IsotonicCurve.Fit([.. train.Select(i => scores[i])], [.. train.Select(i => outcomes[i])]);
            for (int i = 0; i < scores.Length; i++)
            {
                if (isTest[i])
                {
                    raw.Add(scores[i]);
                    mapped.Add(curve.Apply(scores[i]));
                    actual.Add(outcomes[i]);
                }
            }
        }

        double[] truth = [.. actual];
        return CalibrationError.Of([.. raw], truth) > CalibrationError.Of([.. mapped], truth) ? IsotonicCurve.Fit(scores, outcomes) : null;
    }

    private static bool[] HoldOut(double[] outcomes, long seed)
    {
        var random = new SeededRandom(seed);
        var isTest = new bool[outcomes.Length];
        foreach (double outcome in new[] { 0.0, 1.0 })
        {
            int[] rows = [.. Enumerable.Range(0, outcomes.Length).Where(i => outcomes[i] == outcome)];
            random.Shuffle(rows.AsSpan());
            foreach (int row in rows.AsSpan(0, (int)Math.Round(rows.Length * TestShare)))
            {
                isTest[row] = true;
            }
        }

        return isTest;
    }
}
