using Slipway.Learning.Statistics;

namespace Slipway.Learning.Performance;

/// <summary>
/// Rows by falling score, each positive with a probability: what a threshold would accept, in expectation. With probabilities of 1 and 0
/// the outcomes are known and the areas are the usual ones. Rows with equal scores are accepted together.
/// </summary>
internal sealed class WeightedRanking
{
    private readonly List<(double Positives, double Rows)> _steps = [];

    public static WeightedRanking Of(ReadOnlySpan<double> scores, ReadOnlySpan<double> probabilities)
    {
        double[] keys = scores.ToArray();
        double[] weights = probabilities.ToArray();
        Array.Sort(keys, weights);
        var ranking = new WeightedRanking();
        double positives = 0;
        for (int i = keys.Length - 1; i >= 0; i--)
        {
            positives += weights[i];
            if (i == 0 || keys[i - 1] != keys[i])
            {
                ranking._steps.Add((positives, keys.Length - i));
            }
        }

        return ranking;
    }

    /// <summary>Of counted scores.</summary>
    /// <param name="scores">The distinct scores, and the rows of each.</param>
    /// <param name="probabilityOf">How probably a row of a score is positive.</param>
    public static WeightedRanking Of(SortedSample scores, Func<double, double> probabilityOf)
    {
        var ranking = new WeightedRanking();
        double positives = 0, rows = 0;
        for (int i = scores.DistinctCount - 1; i >= 0; i--)
        {
            rows += scores.Counts[i];
            positives += scores.Counts[i] * probabilityOf(scores.Values[i]);
            ranking._steps.Add((positives, rows));
        }

        return ranking;
    }

    /// <summary>NaN where all rows are surely of one class.</summary>
    public double AreaUnderRoc()
    {
        if (_steps.Count == 0)
        {
            return double.NaN;
        }

        double area = 0;
        var before = (Positives: 0.0, Rows: 0.0);
        foreach (var step in _steps)
        {
            double negativesAdded = step.Rows - step.Positives - (before.Rows - before.Positives);
            area += negativesAdded * (step.Positives + before.Positives) / 2;
            before = step;
        }

        double negatives = before.Rows - before.Positives;
        return before.Positives > 0 && negatives > 0 ? area / (before.Positives * negatives) : double.NaN;
    }

    /// <summary>NaN where surely no row is positive.</summary>
    public double AveragePrecision()
    {
        double sum = 0;
        double before = 0;
        foreach (var (positives, rows) in _steps)
        {
            sum += (positives - before) * positives / rows;
            before = positives;
        }

        return before > 0 ? sum / before : double.NaN;
    }
}
